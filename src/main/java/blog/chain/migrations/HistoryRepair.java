package blog.chain.migrations;

import static blog.schema.Tables.FLYWAY_SCHEMA_HISTORY;

import blog.platform.problem.CannotRunException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;

/** Makes the migration history agree with the files again. Tables other than the history are left as they are. */
public final class HistoryRepair {
    private final DataSource database;
    private final MigrationScripts scripts;

    HistoryRepair(DataSource database, MigrationScripts scripts) {
        this.database = database;
        this.scripts = scripts;
    }

    /** One row of the history to change or remove. */
    private record Change(int rank, String sentence, int checksum, String description, boolean removal) {}

    /** Describes what it would do, one sentence each. */
    public List<String> plan() {
        return changes(sql()).stream().map(Change::sentence).toList();
    }

    /**
     * Does what {@link #plan} has said, in one transaction, while no other run is at work.
     *
     * @throws CannotRunException when it would be something else by now, and nothing is done
     */
    public void run(List<String> agreed, MigrationProgress progress) {
        try (var _ = FlywayLock.take(database, progress)) {
            sql().transaction(transaction -> {
                var changes = changes(transaction.dsl());
                if (!agreed.equals(changes.stream().map(Change::sentence).toList())) {
                    throw new CannotRunException(
                            "The history has changed since this was shown, and was left as it is: look at it"
                                    + " again with ./blog db repair.");
                }
                changes.forEach(change -> make(change, transaction.dsl()));
            });
        } catch (DataAccessException fault) {
            throw new CannotRunException(
                    "The history could not be repaired, and is as it was: " + ServerRefusal.of(fault), fault);
        }
    }

    private List<Change> changes(DSLContext sql) {
        var history = MigrationHistory.of(sql);
        var status = history.against(scripts.all());
        var changes = new ArrayList<Change>();
        history.failed().forEach(row -> changes.add(removal(row, "stopped halfway")));
        history.repeated().forEach(row -> changes.add(removal(row, "is there more than once")));
        history.applied().forEach((version, row) -> {
            if (status.unknown().contains(version)) changes.add(removal(row, "has no file here"));
            status.changed().stream()
                    .filter(script -> script.version().equals(version))
                    .forEach(script -> changes.add(realigned(row, script)));
        });
        return changes;
    }

    private static Change removal(AppliedMigration row, String why) {
        var sentence = "remove the row of %s (number %d), which %s".formatted(row.file(), row.rank(), why);
        return new Change(row.rank(), sentence, 0, "", true);
    }

    private static Change realigned(AppliedMigration row, MigrationScript script) {
        var same = Objects.equals(row.checksum(), script.checksum());
        var sentence = "give %s the %s that its file has now: %s instead of %s"
                .formatted(
                        script.file(),
                        same ? "description" : "checksum",
                        same ? script.description() : script.checksum(),
                        same ? row.description() : row.checksum());
        return new Change(row.rank(), sentence, script.checksum(), script.description(), false);
    }

    private static void make(Change change, DSLContext sql) {
        var row = FLYWAY_SCHEMA_HISTORY.INSTALLED_RANK.eq(change.rank());
        if (change.removal()) {
            sql.deleteFrom(FLYWAY_SCHEMA_HISTORY).where(row).execute();
        } else {
            sql.update(FLYWAY_SCHEMA_HISTORY)
                    .set(FLYWAY_SCHEMA_HISTORY.CHECKSUM, change.checksum())
                    .set(FLYWAY_SCHEMA_HISTORY.DESCRIPTION, change.description())
                    .where(row)
                    .execute();
        }
    }

    private DSLContext sql() {
        return DSL.using(database, SQLDialect.POSTGRES);
    }
}
