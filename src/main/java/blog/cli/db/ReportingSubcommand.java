package blog.cli.db;

import blog.chain.migrations.Migrator;
import blog.chain.migrations.ProgressPrinter;
import blog.cli.context.CommandContext;
import blog.cli.context.CommandResult;
import blog.cli.context.TargetDatabase;
import blog.platform.http.Json;
import picocli.CommandLine.Option;

/** A ./blog db command that ends with a result: as text or, with --json, as JSON. */
abstract class ReportingSubcommand extends DbSubcommand {
    @Option(names = "--json", order = Integer.MAX_VALUE, description = "Prints one JSON object, for programs.")
    private boolean json;

    private boolean told;

    /** The JSON of a command that could not run. */
    private record Fault(String error) {}

    ReportingSubcommand(CommandContext context) {
        super(context);
    }

    /** Gives the exit code, after {@link #tell}. */
    abstract int run();

    /** While the database is still held: letting it go may wait for others, and must not hold back what was found. */
    final int tell(CommandResult answer) {
        print(answer.json(), answer.text());
        told = true;
        return answer.exitCode();
    }

    /** Tells what it does to people on the way; to standard error where the answer is for programs. */
    final MigrationRunner runner(TargetDatabase target, Migrator migrations) {
        var out = context.out();
        return json
                ? new MigrationRunner(target, migrations, ProgressPrinter.to(this::note), this::note)
                : new MigrationRunner(target, migrations, ProgressPrinter.to(out, context.terminal()), out::println);
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
        var out = context.out();
        if (json) {
            out.writeBytes(Json.write(forPrograms));
            out.write('\n');
        } else {
            out.print(forPeople);
        }
        out.flush();
    }
}
