package blog.migrations;

import static blog.schema.Tables.FLYWAY_SCHEMA_HISTORY;

import blog.problem.CannotRun;
import blog.schema.tables.records.FlywaySchemaHistoryRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jooq.DSLContext;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;

/** What Flyway has written down about a database: the migrations that are in force, by version. */
final class History {
    private static final String UNDEFINED_TABLE = "42P01";

    private final TreeMap<String, FlywaySchemaHistoryRecord> applied = new TreeMap<>(Script.OLDEST_FIRST);
    private final List<String> failed = new ArrayList<>();
    private @Nullable String baseline;

    static History of(DSLContext sql) {
        var history = new History();
        try {
            sql.selectFrom(FLYWAY_SCHEMA_HISTORY)
                    .orderBy(FLYWAY_SCHEMA_HISTORY.INSTALLED_RANK)
                    .forEach(history::add);
        } catch (DataAccessException fault) {
            if (!UNDEFINED_TABLE.equals(fault.sqlState())) {
                var cause = fault.getCause() == null ? fault : fault.getCause();
                throw new CannotRun("Cannot read what was migrated in this database: " + cause.getMessage(), fault);
            }
        }
        return history;
    }

    private void add(FlywaySchemaHistoryRecord row) {
        var version = row.getVersion();
        if (version == null) {
            return;
        }
        switch (row.getType()) {
            case "BASELINE" -> baseline = version;
            case "DELETE", "UNDO_SQL" -> applied.remove(version);
            default -> {
                if (row.getSuccess()) {
                    applied.put(version, row);
                } else {
                    failed.add(row.getScript());
                }
            }
        }
    }

    Status against(List<Script> packaged) {
        var unknown = new ArrayList<>(applied.keySet());
        var known = packaged.stream().map(Script::version).toList();
        unknown.removeAll(known);
        return new Status(
                at(),
                packaged.stream().filter(this::has).toList(),
                packaged.stream().filter(script -> !has(script)).toList(),
                unknown,
                packaged.stream().filter(this::differs).toList(),
                failed);
    }

    private @Nullable String at() {
        return applied.isEmpty() ? baseline : applied.lastKey();
    }

    private boolean has(Script script) {
        return applied.containsKey(script.version())
                || (baseline != null && Script.OLDEST_FIRST.compare(script.version(), baseline) <= 0);
    }

    private boolean differs(Script script) {
        var row = applied.get(script.version());
        return row != null && row.getChecksum() != null && row.getChecksum() != script.checksum();
    }
}
