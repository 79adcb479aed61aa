package blog.cli.db;

import blog.chain.migrations.UndoTarget;
import blog.cli.context.CommandContext;
import blog.platform.problem.CannotRunException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Undoes the newest migrations. */
@Command(
        name = "undo",
        description = {
            "Undoes the newest migrations by their U scripts, newest first.",
            "",
            "Refuses when rows or values would be lost, and tells which and how many."
        },
        footer = {
            "",
            "Exit codes: 0 undone; 1 refused, since rows or values would be lost, or an index is invalid afterwards;"
                    + " 2 could not run.",
            "",
            "Examples:",
            "  ./blog db undo",
            "  ./blog db undo 3",
            "  ./blog db undo --to 20260315090000",
            "  ./blog db undo --to 0 --accept-data-loss"
        })
final class UndoCommand extends ReportingSubcommand {
    /** Longer than any count, and shorter than a version. */
    private static final int LONGEST_COUNT = 6;

    @Parameters(
            arity = "0..1",
            paramLabel = "N",
            description = "How many to undo (default: 1), or the version that must be the newest.")
    private @Nullable String number;

    @Option(
            names = "--to",
            paramLabel = "VERSION",
            description = "Undoes what is newer than this version; 0 undoes everything.")
    private @Nullable String to;

    @Option(names = "--accept-data-loss", description = "Undoes even if rows or values are lost.")
    private boolean acceptDataLoss;

    UndoCommand(CommandContext context) {
        super(context);
    }

    @Override
    int run() {
        var undoTarget = undoTarget();
        return db.work((target, migrations) -> tell(runner(target, migrations).undo(undoTarget, acceptDataLoss)));
    }

    private UndoTarget undoTarget() {
        if (to != null && number != null) {
            throw new CannotRunException("./blog db undo takes a number or --to, not both.");
        }
        if (to != null) return new UndoTarget.DownTo(to);
        var written = number == null ? "1" : number;
        if (!written.matches("-?\\d+")) {
            throw new CannotRunException("./blog db undo takes how many to undo, or a version, not “" + written + "”.");
        }
        return written.length() > LONGEST_COUNT
                ? new UndoTarget.Only(written)
                : new UndoTarget.Last(Integer.parseInt(written));
    }
}
