package blog.cli.db;

import blog.cli.context.CommandContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Undoes the last migration and applies it again. */
@Command(
        name = "redo",
        description = {
            "Undoes the last migration and applies it again, as its file is now.",
            "",
            "For one that you are still writing; one that others have is never edited. Of a file that was not edited since it"
                    + " was applied, it is the round trip: it prints in what the schema is not what it was before."
        },
        footer = {
            "",
            "Exit codes: 0 redone; 1 refused, since rows or values would be lost, or redone, but an index is invalid or the schema"
                    + " is not what it was; 2 could not run.",
            "",
            "Example:",
            "  ./blog db redo"
        })
final class RedoCommand extends ReportingSubcommand {
    @Option(names = "--accept-data-loss", description = "Redoes even where rows or values go with it.")
    private boolean acceptDataLoss;

    RedoCommand(CommandContext context) {
        super(context);
    }

    @Override
    int run() {
        return db.work((target, migrations) -> tell(moving(target, migrations).redo(acceptDataLoss)));
    }
}
