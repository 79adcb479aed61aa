package blog.cli;

import blog.cli.context.CommandContext;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Runs the service until it is stopped. */
@Command(
        name = "serve",
        description = {
            "Runs the service until it is stopped.",
            "",
            "Without DATABASE_URL, starts a PostgreSQL of its own in ./data, migrates it, and fills it with samples"
                    + " the first time. With DATABASE_URL, uses that database, and changes its schema only with"
                    + " MIGRATE_ON_START=true.",
            "",
            "Ctrl-C or SIGTERM stops it, after running requests have finished or DRAIN has passed."
        },
        footer = {
            "",
            "Examples:",
            "  ./blog serve",
            "  PORT=9000 ./blog serve",
            "  DATABASE_URL=postgresql://ada:secret@db.example/blog ./blog serve"
        })
final class ServeCommand implements Callable<Integer> {
    private final CommandContext context;

    ServeCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        return context.serve().applyAsInt(context.settings());
    }
}
