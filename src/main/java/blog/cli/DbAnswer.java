package blog.cli;

import blog.http.Json;
import blog.migrations.Migrations;
import blog.migrations.Progress;
import picocli.CommandLine.Option;

/** A ./blog db command that ends with an answer: to people, or with --json to programs. */
abstract class DbAnswer extends DbCommand {
    @Option(names = "--json", order = Integer.MAX_VALUE, description = "Answers with one JSON object, for programs.")
    private boolean json;

    private boolean told;

    /** What --json says of a command that could not run. */
    private record Fault(String error) {}

    DbAnswer(Surroundings surroundings) {
        super(surroundings);
    }

    /** Gives the exit code, after {@link #tell}. */
    abstract int run();

    /** While the database is still held: letting it go may wait for others, and must not hold back what was found. */
    final int tell(Answer answer) {
        print(answer.json(), answer.text());
        told = true;
        return answer.exitCode();
    }

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
            return run();
        } catch (RuntimeException fault) {
            if (json && !told) print(new Fault(String.valueOf(fault.getMessage())), "");
            throw fault;
        }
    }

    /** JSON is UTF-8, whatever the terminal's encoding is. */
    private void print(Object forPrograms, String forPeople) {
        var out = surroundings.out();
        if (json) {
            out.writeBytes(Json.write(forPrograms));
            out.write('\n');
        } else {
            out.print(forPeople);
        }
        out.flush();
    }
}
