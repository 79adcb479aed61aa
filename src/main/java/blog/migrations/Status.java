package blog.migrations;

import blog.problem.CannotRun;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A database's history held against the migrations that are packaged.
 *
 * @param at the newest version applied; null on a database that has none
 * @param applied oldest first
 * @param pending packaged and not applied, oldest first
 * @param unknown versions that were applied and are not packaged
 * @param changed migrations that were edited after they were applied
 * @param failed files of migrations that stopped halfway
 */
public record Status(
        @Nullable String at,
        List<Script> applied,
        List<Script> pending,
        List<String> unknown,
        List<Script> changed,
        List<String> failed) {

    public boolean current() {
        return pending.isEmpty() && obstacle().isEmpty();
    }

    /** @throws CannotRun unless the database is exactly at the version this release was built for */
    void requireCurrent() {
        requireMigratable();
        if (!pending.isEmpty()) {
            throw new CannotRun("The database " + (at == null ? "has no schema yet and is " : "is ")
                    + count(pending.size(), "migration") + " behind (" + (at == null ? "" : "at " + at + ", ")
                    + "needs "
                    + pending.getLast().version()
                    + "): run ./blog migrate, or start with MIGRATE_ON_START=true.");
        }
    }

    /** @throws CannotRun when the history is one that applying what is pending cannot mend */
    void requireMigratable() {
        obstacle().ifPresent(sentence -> {
            throw new CannotRun(sentence);
        });
    }

    private Optional<String> obstacle() {
        if (!failed.isEmpty()) {
            return Optional.of(
                    "The migration " + String.join(", ", failed) + " stopped halfway on this database, outside"
                            + " a transaction. Look at what it left (an index built concurrently is left invalid: drop it), then"
                            + " delete its row from flyway_schema_history and run ./blog migrate again.");
        }
        if (!unknown.isEmpty()) {
            return Optional.of("The database is ahead: it has " + count(unknown.size(), "migration")
                    + " that this release does not know (" + String.join(", ", unknown)
                    + "). A newer release has migrated it: deploy that release, or undo what it did.");
        }
        if (!changed.isEmpty()) {
            return Optional.of(files(changed) + " changed after being applied to this database. Restore the file"
                    + " as it was and put the change into a new migration.");
        }
        return late().isEmpty()
                ? Optional.empty()
                : Optional.of(files(late()) + " came in late: the database is already at " + at
                        + ". Rename the file, and the U script beside it, to a newer timestamp.");
    }

    private List<Script> late() {
        var newest = at;
        return newest == null
                ? List.of()
                : pending.stream()
                        .filter(script -> Script.OLDEST_FIRST.compare(script.version(), newest) < 0)
                        .toList();
    }

    private static String files(List<Script> scripts) {
        return String.join(", ", scripts.stream().map(Script::file).toList());
    }

    private static String count(int number, String thing) {
        return number + " " + thing + (number == 1 ? "" : "s");
    }
}
