package blog.chain.migrations;

import blog.platform.problem.CannotRunException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A database's history compared with the packaged migrations.
 *
 * @param at the newest version applied; null on a database that has none
 * @param applied oldest first
 * @param pending packaged and not applied, oldest first
 * @param unknown versions that were applied and are not packaged
 * @param changed migrations whose text or description was edited after they were applied
 * @param failed files of migrations that stopped halfway
 * @param repeated files that the history holds more than once, as only a hand can write it
 * @param foreign whether there are tables and no history, as in a database that was made by other means
 */
public record MigrationStatus(
        @Nullable String at,
        List<MigrationScript> applied,
        List<MigrationScript> pending,
        List<String> unknown,
        List<MigrationScript> changed,
        List<String> failed,
        List<String> repeated,
        boolean foreign) {
    static final String FOREIGN =
            "The database has tables but no history of migrations, so Blog does not know them: it is another program's, or"
                    + " its table flyway_schema_history was lost. Use an empty database, or say which version this one is at:"
                    + " ./blog db baseline VERSION, which compares the two first.";

    public boolean current() {
        return pending.isEmpty() && obstacle().isEmpty();
    }

    /**
     * Returns whether the database has all packaged migrations and then those of a newer release, applied or being
     * applied: a deployment is under way.
     */
    public boolean newer() {
        var added = Stream.concat(unknown.stream(), failed.stream().map(MigrationScript::versionOf))
                .toList();
        return pending.isEmpty()
                && changed.isEmpty()
                && repeated.isEmpty()
                && !applied.isEmpty()
                && !added.isEmpty()
                && added.stream().allMatch(this::isNewer);
    }

    private boolean isNewer(String version) {
        return MigrationScript.OLDEST_FIRST.compare(version, applied.getLast().version()) > 0;
    }

    /** Advises what to do next, in a sentence; empty when there is nothing to do. */
    public String advice() {
        return obstacle().orElse(pending.isEmpty() ? "" : "Next: ./blog db migrate");
    }

    /** @throws CannotRunException unless the database is exactly at the version this release was built for */
    void requireCurrent() {
        requireMigratable();
        if (!pending.isEmpty()) {
            throw new CannotRunException("The database " + (at == null ? "has no schema yet and is " : "is ")
                    + count(pending.size(), "migration") + " behind (" + (at == null ? "" : "at " + at + ", ")
                    + "needs "
                    + pending.getLast().version()
                    + "): run ./blog migrate, or start with MIGRATE_ON_START=true.");
        }
    }

    /** @throws CannotRunException when the history is one that applying what is pending cannot mend */
    void requireMigratable() {
        obstacle().ifPresent(sentence -> {
            throw new CannotRunException(sentence);
        });
    }

    private Optional<String> obstacle() {
        if (foreign) return Optional.of(FOREIGN);
        if (!failed.isEmpty()) {
            return Optional.of(
                    "The migration " + String.join(", ", failed) + " stopped halfway on this database, outside"
                            + " a transaction. Look at what it left (an index built concurrently is left invalid: drop it), then"
                            + " run ./blog db repair, which removes its row from the history, and ./blog db migrate.");
        }
        if (!repeated.isEmpty()) {
            return Optional.of(String.join(", ", repeated) + " is in flyway_schema_history more than once, which no"
                    + " migration does: the table was edited by hand. ./blog db history shows its rows, and ./blog db repair"
                    + " keeps the first of them.");
        }
        if (!unknown.isEmpty()) {
            return Optional.of("The database is ahead: it has " + count(unknown.size(), "migration")
                    + " that this release does not know (" + String.join(", ", unknown)
                    + "). A newer release has migrated it: deploy that release, or undo what it did.");
        }
        if (!changed.isEmpty()) {
            return Optional.of(
                    files(changed) + " changed after being applied to this database. Restore the file"
                            + " as it was and put the change into a new migration. (Only where nobody else has it yet: ./blog db"
                            + " redo undoes and applies it again. Where the database is right and the file too: ./blog db repair.)");
        }
        return late().isEmpty()
                ? Optional.empty()
                : Optional.of(files(late()) + " came in late: the database is already at " + at
                        + ". Rename the file, and the U script beside it, to a newer timestamp. (If it was applied, and"
                        + " its row in flyway_schema_history was deleted by hand, put the row back.)");
    }

    /** As it is once this one, the last applied, is taken back. */
    MigrationStatus without(MigrationScript last) {
        var applied =
                this.applied.stream().filter(script -> !script.equals(last)).toList();
        return new MigrationStatus(
                applied.isEmpty() ? null : applied.getLast().version(),
                applied,
                Stream.concat(pending.stream(), Stream.of(last))
                        .sorted(Comparator.comparing(MigrationScript::version, MigrationScript.OLDEST_FIRST))
                        .toList(),
                unknown,
                changed.stream().filter(script -> !script.equals(last)).toList(),
                failed,
                repeated,
                foreign);
    }

    /** Pending, though the database is past them. */
    public List<MigrationScript> late() {
        var newest = at;
        return newest == null
                ? List.of()
                : pending.stream()
                        .filter(script -> MigrationScript.OLDEST_FIRST.compare(script.version(), newest) < 0)
                        .toList();
    }

    private static String files(List<MigrationScript> scripts) {
        return String.join(", ", scripts.stream().map(MigrationScript::file).toList());
    }

    static String count(int number, String thing) {
        return number + " " + thing + (number == 1 ? "" : "s");
    }
}
