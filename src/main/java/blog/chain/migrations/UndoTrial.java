package blog.chain.migrations;

import blog.chain.catalog.TableColumn;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * The effects of a U script, found by running it in a transaction that is rolled back.
 *
 * @param before the columns that were there before
 * @param goneWhole those of tables that are gone
 * @param goneAlone those that are gone while their table stays
 * @param retyped columns whose values may not be the same in their new type
 * @param rewritten columns of tables that were truncated, or written anew without a reason that is known
 * @param touched rows deleted and updated
 */
record UndoTrial(
        DataColumns before,
        DataColumns goneWhole,
        DataColumns goneAlone,
        List<Retyped> retyped,
        DataColumns rewritten,
        RowChangeCounts touched) {
    static final UndoTrial NONE = new UndoTrial(
            DataColumns.NONE, DataColumns.NONE, DataColumns.NONE, List.of(), DataColumns.NONE, RowChangeCounts.NONE);

    /** An expression may make anything of a value. */
    private static final Pattern BY_EXPRESSION = Pattern.compile("(?is)\\btype\\b.*\\busing\\b");

    /** Types among which a value stays what it is, or PostgreSQL refuses to turn it. */
    private static final List<Pattern> KINDRED =
            List.of(Pattern.compile("smallint|integer|bigint"), Pattern.compile("text|character varying(\\(\\d+\\))?"));

    /** A column before and after. */
    record Retyped(TableColumn before, TableColumn after) {
        boolean faithful() {
            return KINDRED.stream()
                    .anyMatch(types -> types.matcher(before.type()).matches()
                            && types.matcher(after.type()).matches());
        }
    }

    /**
     * @param steps with {@link NonConcurrentVariant}s for those that cannot run in a transaction
     * @throws StatementFailure when the script does not run; nothing has happened then, either
     */
    static UndoTrial of(Connection connection, List<ScriptStatement> steps) throws SQLException {
        connection.setAutoCommit(false);
        try {
            var trial = running(connection, NonConcurrentVariant.seen(steps));
            connection.rollback();
            connection.setAutoCommit(true);
            return trial;
        } catch (SQLException | RuntimeException fault) {
            rollBack(connection, fault);
            throw fault;
        }
    }

    /** Rolls back. If the session is dead, the first exception already says so, and there is nothing to roll back. */
    static void rollBack(Connection connection, Exception fault) {
        try {
            connection.rollback();
            connection.setAutoCommit(true);
        } catch (SQLException another) {
            fault.addSuppressed(another);
        }
    }

    /** In the transaction that the connection is in, which stays open. */
    static UndoTrial running(Connection connection, List<ScriptStatement> steps) throws SQLException {
        var sql = DSL.using(connection, SQLDialect.POSTGRES);
        var before = DataColumns.of(sql);
        var touched = RowChangeCounts.of(sql);
        StatementRunner.run(connection, steps, new NonConcurrentVariant(sql));
        var after = DataColumns.of(sql);
        var gone = before.without(after);
        var stay = after.tables();
        return new UndoTrial(
                before,
                gone.where(column -> !stay.contains(column.table())),
                gone.where(column -> stay.contains(column.table())),
                retyped(before, after, steps),
                rewritten(sql, before, after),
                RowChangeCounts.of(sql).since(touched));
    }

    private static List<Retyped> retyped(DataColumns before, DataColumns after, List<ScriptStatement> steps) {
        boolean byExpression = steps.stream()
                .anyMatch(step -> BY_EXPRESSION.matcher(step.onOneLine()).find());
        return changedTypes(before, after)
                .filter(change -> byExpression || !change.faithful())
                .toList();
    }

    private static Stream<Retyped> changedTypes(DataColumns before, DataColumns after) {
        return before.columns().stream()
                .flatMap(column -> after.columns().stream()
                        .filter(column::isSameAs)
                        .filter(changed -> !changed.type().equals(column.type()))
                        .map(changed -> new Retyped(column, changed)));
    }

    /** A new type is a reason to write a table anew, though not to empty it. */
    private static DataColumns rewritten(DSLContext sql, DataColumns before, DataColumns after) {
        var retyped = changedTypes(before, after)
                .map(change -> change.before().table())
                .toList();
        var old = before.byTable();
        var tables = after.byTable().values().stream()
                .filter(table -> anew(old.get(table.table()), table))
                .filter(table -> !retyped.contains(table.table()) || !sql.fetchExists(table.owner()))
                .map(TableColumn::table)
                .toList();
        return before.where(column -> tables.contains(column.table()));
    }

    private static boolean anew(@Nullable TableColumn before, TableColumn after) {
        return before != null && before.file() != after.file();
    }

    /** Waits for writers to end, and keeps others from beginning until the transaction ends. */
    void lock(Connection connection) throws SQLException {
        var sql = DSL.using(connection, SQLDialect.POSTGRES);
        sql.setLocal(DSL.name("lock_timeout"), DSL.val("2s")).execute();
        var columns = Stream.of(goneWhole.columns(), goneAlone.columns(), rewritten.columns())
                .flatMap(List::stream);
        var tables = Stream.concat(columns, retyped.stream().map(Retyped::before))
                .map(TableColumn::owner)
                .distinct()
                .toList();
        for (var table : tables) {
            // jOOQ cannot say this.
            var step = new ScriptStatement("lock table " + sql.render(table) + " in share mode", 1, true);
            StatementRunner.run(connection, List.of(step), StatementListener.NONE);
        }
    }
}
