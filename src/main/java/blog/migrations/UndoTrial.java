package blog.migrations;

import static blog.schema.postgres.Tables.PG_STAT_XACT_USER_TABLES;

import blog.problem.CannotRun;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/**
 * What a U script would take away, found out by running it in a transaction that is rolled back.
 *
 * @param gone the columns that were there before and not after
 * @param goneTables those of their tables that are gone as a whole
 * @param deleted tables with rows that the script deletes, and how many
 */
record UndoTrial(Holdings gone, Set<Long> goneTables, Map<String, Long> deleted) {
    private static final Pattern CONSTANT =
            Pattern.compile("(?s)'(?<text>(?:[^']|'')*)'(?:::[^']*)?|(?<bare>-?[0-9.]+|true|false)");

    static final UndoTrial NONE = new UndoTrial(Holdings.NONE, Set.of(), Map.of());

    /**
     * Only of statements that run in a transaction: the others build and drop indexes, which hold no data.
     *
     * @throws StepFailure when the script does not run; nothing has happened then, either
     */
    static UndoTrial of(Connection connection, List<Step> steps) throws SQLException {
        var sql = DSL.using(connection, SQLDialect.POSTGRES);
        connection.setAutoCommit(false);
        try {
            var before = Holdings.of(sql);
            StepRun.run(connection, steps.stream().filter(Step::transactional).toList(), StepWatch.NONE);
            var after = Holdings.of(sql);
            var goneTables = before.tables();
            goneTables.removeAll(after.tables());
            return new UndoTrial(before.without(after), goneTables, deletedRows(sql, before));
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    /** By the name each table had before, which is what its reader knows. */
    private static Map<String, Long> deletedRows(DSLContext sql, Holdings before) {
        var deleted = new LinkedHashMap<String, Long>();
        sql.select(PG_STAT_XACT_USER_TABLES.RELID, PG_STAT_XACT_USER_TABLES.N_TUP_DEL)
                .from(PG_STAT_XACT_USER_TABLES)
                .where(PG_STAT_XACT_USER_TABLES.N_TUP_DEL.gt(0L))
                .orderBy(PG_STAT_XACT_USER_TABLES.RELNAME)
                .forEach(row -> before.columns().stream()
                        .filter(column -> column.table() == row.value1())
                        .findFirst()
                        .ifPresent(column -> deleted.put(column.tableShown(), row.value2())));
        return deleted;
    }

    /** Waits for writers to end, and keeps others from beginning until the transaction ends. */
    void lock(Connection connection) throws SQLException {
        var sql = DSL.using(connection, SQLDialect.POSTGRES);
        sql.setLocal(DSL.name("lock_timeout"), DSL.val("2s")).execute();
        var tables =
                gone.columns().stream().map(Holdings.Column::place).distinct().toList();
        for (var table : tables) {
            // jOOQ cannot say this.
            var step = new Step("lock table " + sql.render(table) + " in share mode", 1, true);
            StepRun.run(connection, List.of(step), StepWatch.NONE);
        }
    }

    /** @throws CannotRun when there are data, saying which and how many */
    void requireNoLoss(Connection connection, List<Script> scripts) {
        var losses = losses(DSL.using(connection, SQLDialect.POSTGRES));
        if (!losses.isEmpty()) {
            var files = scripts.stream().map(Script::file).toList();
            throw new CannotRun("Undoing " + String.join(", ", files) + " would lose data:\n  "
                    + String.join("\n  ", losses)
                    + "\nNothing of it was changed. Where nobody needs them, or the U script saves them elsewhere first,"
                    + " say --accept-data-loss.");
        }
    }

    private List<String> losses(DSLContext sql) {
        var losses = new ArrayList<String>();
        gone.columns().stream()
                .filter(column -> goneTables.contains(column.table()))
                .map(column -> Map.entry(column.tableShown(), column.place()))
                .distinct()
                .forEach(table -> add(losses, "table " + table.getKey(), sql.fetchCount(table.getValue()), "row"));
        gone.columns().stream()
                .filter(column -> !goneTables.contains(column.table()))
                .forEach(column -> add(
                        losses,
                        "column " + column.tableShown() + "." + column.name(),
                        sql.fetchCount(column.place(), holdsSomething(column)),
                        "value"));
        deleted.forEach((table, rows) -> add(losses, "deleted from table " + table, rows, "row"));
        return losses;
    }

    private static void add(List<String> losses, String what, long count, String unit) {
        if (count > 0) {
            losses.add(what + ": " + String.format(Locale.ROOT, "%,d", count) + " " + unit + (count == 1 ? "" : "s"));
        }
    }

    /** A value that differs from the default. A default that is more than a constant says nothing of what was put in. */
    private static Condition holdsSomething(Holdings.Column column) {
        var value = DSL.field(DSL.name(column.name()), SQLDataType.OTHER);
        var constant = CONSTANT.matcher(column.fallback() == null ? "" : column.fallback());
        if (!constant.matches()) {
            return value.isNotNull();
        }
        var text = constant.group("text") == null
                ? constant.group("bare")
                : constant.group("text").replace("''", "'");
        return value.isNotNull().and(value.cast(SQLDataType.CLOB).ne(text));
    }
}
