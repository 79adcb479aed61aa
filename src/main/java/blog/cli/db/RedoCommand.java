package blog.cli.db;

import blog.cli.context.CommandContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Undoes the last migration and applies it again. */
@Command(
        name = "redo",
        description = {
            "Undoes the last migration and applies it again from its current file.",
            "",
            "For a migration you are still writing; never edit one that others have applied. For a file not edited since"
                    + " it was applied, this tests the round trip: it lists what is different in the schema afterwards."
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
    @Option(names = "--accept-data-loss", description = "Redoes even if rows or values are lost.")
    private boolean acceptDataLoss;

    RedoCommand(CommandContext context) {
        super(context);
    }

    @Override
    int run() {
        return db.work((target, migrations) -> tell(runner(target, migrations).redo(acceptDataLoss)));
    }
}
