package blog.chain.migrations;

import static blog.schema.Tables.FLYWAY_SCHEMA_HISTORY;

import blog.chain.catalog.Catalog;
import blog.platform.problem.CannotRunException;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jooq.DSLContext;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;

/** The history table that Flyway keeps in a database: the migrations in force, by version. */
final class MigrationHistory {
    private static final String UNDEFINED_TABLE = "42P01";

    private final List<AppliedMigration> rows = new ArrayList<>();
    private final TreeMap<String, AppliedMigration> applied = new TreeMap<>(MigrationScript.OLDEST_FIRST);
    private final List<AppliedMigration> failed = new ArrayList<>();
    private final List<AppliedMigration> repeated = new ArrayList<>();
    private @Nullable String baseline;
    private boolean foreign;

    static MigrationHistory of(DSLContext sql) {
        var history = new MigrationHistory();
        try {
            sql.selectFrom(FLYWAY_SCHEMA_HISTORY)
                    .orderBy(FLYWAY_SCHEMA_HISTORY.INSTALLED_RANK)
                    .forEach(row -> history.add(AppliedMigration.of(row)));
        } catch (DataAccessException fault) {
            if (!UNDEFINED_TABLE.equals(fault.sqlState())) {
                throw new CannotRunException(
                        "Cannot read this database's migration history: " + ServerRefusal.of(fault), fault);
            }
            history.foreign = !Catalog.of(sql).objects().isEmpty() && isMissing(sql);
        }
        return history;
    }

    /** Asked again once something was found, since another run makes the history before anything else. */
    private static boolean isMissing(DSLContext sql) {
        try {
            sql.fetchExists(FLYWAY_SCHEMA_HISTORY);
            return false;
        } catch (DataAccessException fault) {
            return UNDEFINED_TABLE.equals(fault.sqlState());
        }
    }

    private void add(AppliedMigration row) {
        rows.add(row);
        var version = row.version();
        if (version == null) return;
        switch (row.type()) {
            case "BASELINE" -> baseline = version;
            case "DELETE", "UNDO_SQL" -> applied.remove(version);
            default -> {
                if (!row.success()) failed.add(row);
                else if (applied.putIfAbsent(version, row) != null) repeated.add(row);
            }
        }
    }

    /** Every row, in the order it was written. */
    List<AppliedMigration> rows() {
        return List.copyOf(rows);
    }

    /** The rows of migrations in force, oldest version first. */
    NavigableMap<String, AppliedMigration> applied() {
        return applied;
    }

    List<AppliedMigration> failed() {
        return List.copyOf(failed);
    }

    List<AppliedMigration> repeated() {
        return List.copyOf(repeated);
    }

    @Nullable
    String baseline() {
        return baseline;
    }

    MigrationStatus against(List<MigrationScript> known) {
        var unknown = new ArrayList<>(applied.keySet());
        unknown.removeAll(known.stream().map(MigrationScript::version).toList());
        return new MigrationStatus(
                at(),
                known.stream().filter(this::has).toList(),
                known.stream().filter(script -> !has(script)).toList(),
                unknown,
                known.stream().filter(this::differs).toList(),
                failed.stream().map(AppliedMigration::file).toList(),
                repeated.stream().map(AppliedMigration::file).toList(),
                foreign);
    }

    private @Nullable String at() {
        return applied.isEmpty() ? baseline : applied.lastKey();
    }

    private boolean has(MigrationScript script) {
        return applied.containsKey(script.version())
                || (baseline != null && MigrationScript.OLDEST_FIRST.compare(script.version(), baseline) <= 0);
    }

    private boolean differs(MigrationScript script) {
        var row = applied.get(script.version());
        return row != null && row.checksum() != null && (row.checksum() != script.checksum() || isRenamed(row, script));
    }

    /** Flyway refuses this, too; what is longer than its column, it has shortened. */
    private static boolean isRenamed(AppliedMigration row, MigrationScript script) {
        return script.description().length()
                        <= FLYWAY_SCHEMA_HISTORY.DESCRIPTION.getDataType().length()
                && !script.description().equals(row.description());
    }
}
