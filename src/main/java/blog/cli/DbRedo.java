package blog.cli;

import blog.migrations.Extent;
import blog.migrations.Progress;
import blog.problem.CannotRun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "redo",
        description = {
            "Undoes the last migration and applies it again, as its file is now.",
            "",
            "For one that you are still writing; one that others have is never edited."
        },
        footer = {"", "Example:", "  ./blog db redo"})
final class DbRedo extends DbCommand {
    @Option(names = "--accept-data-loss", description = "Redoes even where rows or values go with it.")
    private boolean acceptDataLoss;

    DbRedo(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    public Integer call() {
        return db.work((target, migrations) -> {
            var out = surroundings.out();
            var progress = Progress.to(out, surroundings.terminal());
            migrations.requireRedoable();
            out.println("Undoing");
            var script = migrations
                    .undo(new Extent.Last(1), acceptDataLoss, progress)
                    .getFirst();
            out.println("Applying");
            try {
                new Migrating(surroundings, target, migrations).run(script.version());
            } catch (CannotRun fault) {
                throw new CannotRun(script.file() + " is undone, and not applied again.\n" + fault.getMessage(), fault);
            }
            return 0;
        });
    }
}
