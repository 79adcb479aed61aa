package blog.cli;

import blog.http.Json;
import blog.migrations.Migrations;
import blog.migrations.Progress;
import blog.problem.CannotRun;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.Option;

/** A ./blog db command that ends with an answer: to people, or with --json to programs. */
abstract class DbAnswer extends DbCommand {
    @Option(names = "--json", order = Integer.MAX_VALUE, description = "Answers with one JSON object, for programs.")
    private boolean json;

    /** What --json says of a command that could not run. */
    private record Fault(String error) {}

    DbAnswer(Surroundings surroundings) {
        super(surroundings);
    }

    abstract Answer answer();

    /** Tells what it does to people on the way; to standard error where the answer is for programs. */
    final Moving moving(Target target, Migrations migrations) {
        var out = surroundings.out();
        return json
                ? new Moving(target, migrations, Progress.to(this::note), this::note)
                : new Moving(target, migrations, Progress.to(out, surroundings.terminal()), out::println);
    }

    @Override
    public final Integer call() {
        try {
            var answer = answer();
            surroundings.out().print(json ? written(answer.json()) : answer.text());
            return answer.exitCode();
        } catch (CannotRun fault) {
            if (json) surroundings.out().print(written(new Fault(String.valueOf(fault.getMessage()))));
            throw fault;
        }
    }

    private static String written(Object value) {
        return new String(Json.write(value), StandardCharsets.UTF_8) + "\n";
    }
}
