package blog.chain.migrations;

import blog.chain.catalog.TableColumn;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/** The data that a U script would remove, counted and described. */
final class DataLossReport {
    private static final Pattern CONSTANT =
            Pattern.compile("(?s)'(?<text>(?:[^']|'')*)'(?:::[^']*)?|(?<bare>-?[0-9.]+|true|false)");

    private final DSLContext sql;
    private final List<String> lines = new ArrayList<>();

    private DataLossReport(DSLContext sql) {
        this.sql = sql;
    }

    /** @throws DataLossException when there are data, saying which and how many */
    static void requireNone(Connection connection, UndoTrial trial, List<MigrationScript> scripts) {
        var losses = new DataLossReport(DSL.using(connection, SQLDialect.POSTGRES));
        trial.goneWhole().byTable().values().forEach(losses::table);
        trial.goneAlone().columns().forEach(losses::gone);
        trial.retyped().forEach(losses::retyped);
        trial.rewritten().byTable().values().forEach(losses::rewritten);
        losses.rows(trial.before(), trial.touched());
        if (!losses.lines.isEmpty()) throw DataLossException.of(scripts, losses.lines);
    }

    /**
     * Of the script's second run, which is to stay: somebody may have written between the two.
     *
     * @throws DataLossException when it touches more than it did in the trial
     */
    static void requireNoMore(UndoTrial trial, UndoTrial second, MigrationScript script) {
        var more = new DataLossReport(DSL.using(SQLDialect.POSTGRES));
        more.rows(second.before(), second.touched().since(trial.touched()));
        if (!more.lines.isEmpty()) throw DataLossException.meanwhile(script, more.lines);
    }

    private void table(TableColumn column) {
        add("table " + column.tableTitle(), sql.fetchCount(column.owner()), "row");
    }

    private void rewritten(TableColumn column) {
        add("emptied or written anew, table " + column.tableTitle(), sql.fetchCount(column.owner()), "row");
    }

    private void gone(TableColumn column) {
        add("column " + column.title(), sql.fetchCount(column.owner(), holdsSomething(column)), "value");
    }

    private void retyped(UndoTrial.Retyped change) {
        var column = change.before();
        add(
                "column " + column.title() + ", which turns from " + column.type() + " into "
                        + change.after().type(),
                sql.fetchCount(column.owner(), column.field().isNotNull()),
                "value");
    }

    /** By the name each table had before, which is what its reader knows. */
    private void rows(DataColumns before, RowChangeCounts touched) {
        before.byTable().forEach((number, table) -> {
            add("deleted from table " + table.tableTitle(), touched.deleted().getOrDefault(number, 0L), "row");
            long updated = touched.updated().getOrDefault(number, 0L);
            if (updated > 0) {
                lines.add("may change " + counted(updated, "row") + " of table " + table.tableTitle());
            }
        });
    }

    private void add(String what, long count, String unit) {
        if (count > 0) lines.add(what + ": " + counted(count, unit));
    }

    private static String counted(long count, String unit) {
        return String.format(Locale.ROOT, "%,d", count) + " " + unit + (count == 1 ? "" : "s");
    }

    /** A value that differs from the default. A default that is more than a constant says nothing of what was put in. */
    private static Condition holdsSomething(TableColumn column) {
        var constant = CONSTANT.matcher(column.expression() == null ? "" : column.expression());
        if (!constant.matches()) return column.field().isNotNull();
        var text = constant.group("text") == null
                ? constant.group("bare")
                : constant.group("text").replace("''", "'");
        // A numeric(10,2) writes 0.00 for a default of 0.
        var differs = column.typeName().equals("numeric")
                ? column.field().cast(SQLDataType.DECIMAL).ne(DSL.val(text).cast(SQLDataType.DECIMAL))
                : column.field().cast(SQLDataType.CLOB).ne(text);
        return column.field().isNotNull().and(differs);
    }
}
