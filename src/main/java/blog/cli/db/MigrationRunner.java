package blog.cli.db;

import blog.chain.catalog.Catalog;
import blog.chain.catalog.DriftText;
import blog.chain.catalog.SchemaDrift;
import blog.chain.migrations.DataLossException;
import blog.chain.migrations.InvalidIndexes;
import blog.chain.migrations.MigrationProgress;
import blog.chain.migrations.MigrationScript;
import blog.chain.migrations.Migrator;
import blog.chain.migrations.UndoTarget;
import blog.cli.context.CommandResult;
import blog.cli.context.TargetDatabase;
import blog.platform.problem.CannotRunException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Moves a database forward, back, or both, reports each migration as it goes, and summarizes. */
public final class MigrationRunner {
    private final TargetDatabase target;
    private final Migrator migrations;
    private final MigrationProgress progress;
    private final Consumer<String> lines;
    private final long since = System.nanoTime();
    private final List<Ran> undone = new ArrayList<>();
    private final List<Ran> applied = new ArrayList<>();

    /**
     * As --json shows it.
     *
     * @param undone newest first
     * @param refused what would have been lost, and how much of it
     * @param differences in which the schema is not what it was before it was redone
     */
    private record Shown(
            String database,
            @Nullable String version,
            boolean clean,
            List<Ran> undone,
            List<Ran> applied,
            List<String> refused,
            List<DifferenceJson> differences,
            List<String> invalidIndexes,
            long milliseconds) {}

    private record Ran(String version, String description, long milliseconds) {}

    /** @param lines is told what is done next where that is more than one thing */
    public MigrationRunner(
            TargetDatabase target, Migrator migrations, MigrationProgress progress, Consumer<String> lines) {
        this.target = target;
        this.migrations = migrations;
        this.progress = progress;
        this.lines = lines;
    }

    /** @param to the last version to apply; null for all there are */
    public CommandResult migrate(@Nullable String to) {
        migrations.migrate(to, noting(applied));
        var invalid = migrations.invalidIndexes();
        return done(invalid, invalid.afterSuccess(), this::isNow);
    }

    private String isNow(@Nullable String at) {
        return applied.isEmpty()
                ? upToDate(target, at)
                : String.format(Locale.ROOT, "%s is now at %s, in %.1f s.", target, at, milliseconds() / 1e3);
    }

    static String upToDate(TargetDatabase target, @Nullable String at) {
        return target + " is up to date" + (at == null ? ": there is no migration." : ", at " + at + ".");
    }

    CommandResult undo(UndoTarget undoTarget, boolean lossAccepted) {
        try {
            migrations.undo(undoTarget, lossAccepted, noting(undone));
            var invalid = migrations.invalidIndexes();
            return done(
                    invalid,
                    invalid.afterUndo(),
                    at -> target + (at == null ? " is empty again." : " is back at " + at + "."));
        } catch (DataLossException refusal) {
            return refused(refusal);
        }
    }

    /** The newest. Where its file is as it was, so has the schema to be. */
    CommandResult redo(boolean lossAccepted) {
        migrations.requireRedoable();
        var before = migrations.status().changed().isEmpty() ? Catalog.of(target.sql()) : null;
        lines.accept("Undoing");
        try {
            var script = migrations
                    .undo(new UndoTarget.Last(1), lossAccepted, noting(undone))
                    .getFirst();
            lines.accept("Applying");
            var answer = again(script);
            return before == null ? answer : compared(answer, script, before.driftOf(Catalog.of(target.sql())));
        } catch (DataLossException refusal) {
            return refused(refusal);
        }
    }

    private CommandResult again(MigrationScript script) {
        try {
            return migrate(script.version());
        } catch (CannotRunException fault) {
            throw new CannotRunException(
                    script.file() + " is undone, and not applied again.\n" + fault.getMessage(), fault);
        }
    }

    private CommandResult compared(CommandResult answer, MigrationScript script, SchemaDrift drift) {
        if (drift.isEmpty()) return answer;
        return new CommandResult(
                false,
                shown(
                        migrations.status().at(),
                        false,
                        List.of(),
                        DifferenceJson.all(drift),
                        migrations.invalidIndexes()),
                answer.text() + "The schema is not what it was before, so " + script.undoFile() + " and "
                        + script.file()
                        + " do not go there and back, or it had been altered by hand (./blog db check says so):\n"
                        + DriftText.of(drift));
    }

    /** @param complaint of the indexes that are invalid now; empty without any */
    private CommandResult done(InvalidIndexes invalid, String complaint, Sentence sentence) {
        var at = migrations.status().at();
        return answer(at, List.of(), invalid, complaint.isEmpty() ? sentence.of(at) : complaint);
    }

    /** Of where the database is now. */
    private interface Sentence {
        String of(@Nullable String at);
    }

    private CommandResult refused(DataLossException refusal) {
        return answer(
                migrations.status().at(),
                refusal.losses(),
                migrations.invalidIndexes(),
                String.valueOf(refusal.getMessage()));
    }

    private CommandResult answer(@Nullable String at, List<String> refused, InvalidIndexes invalid, String text) {
        var clean = refused.isEmpty() && invalid.names().isEmpty();
        return new CommandResult(clean, shown(at, clean, refused, List.of(), invalid), text + "\n");
    }

    private Shown shown(
            @Nullable String at,
            boolean clean,
            List<String> refused,
            List<DifferenceJson> differences,
            InvalidIndexes invalid) {
        return new Shown(
                target.toString(), at, clean, undone, applied, refused, differences, invalid.names(), milliseconds());
    }

    private long milliseconds() {
        return Duration.ofNanos(System.nanoTime() - since).toMillis();
    }

    private MigrationProgress noting(List<Ran> list) {
        return new MigrationProgress() {
            @Override
            public void begins(String version, String description) {
                progress.begins(version, description);
            }

            @Override
            public void applied(String version, String description, Duration time) {
                list.add(new Ran(version, description, time.toMillis()));
                progress.applied(version, description, time);
            }

            @Override
            public void fails() {
                progress.fails();
            }

            @Override
            public void waits() {
                progress.waits();
            }
        };
    }
}
