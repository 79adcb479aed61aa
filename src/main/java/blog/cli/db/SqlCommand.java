package blog.cli.db;

import blog.cli.context.CommandContext;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Prints the SQL of pending migrations. */
@Command(
        name = "sql",
        description = {
            "Prints the SQL of pending migrations, to be run by other means: the files, in order, and the rows of"
                    + " the history that record them.",
            "",
            "Made for psql: stops at the first error, and does not start while another run migrates."
        },
        footer = {"", "Examples:", "  ./blog db sql", "  ./blog db sql --to 20260315090000 | psql \"$DATABASE_URL\""})
final class SqlCommand extends DbSubcommand {
    @Option(names = "--to", paramLabel = "VERSION", description = "The last version to print.")
    private @Nullable String to;

    SqlCommand(CommandContext context) {
        super(context);
    }

    @Override
    public Integer call() {
        return db.work((target, migrations) -> {
            context.out().print(migrations.sql(to));
            return 0;
        });
    }
}
