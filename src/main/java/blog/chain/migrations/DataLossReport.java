package blog.chain.migrations;

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

    static List<String> of(DSLContext sql, UndoTrial trial) {
        var losses = new DataLossReport(sql);
        trial.goneWhole().byTable().values().forEach(losses::table);
        trial.goneAlone().columns().forEach(losses::gone);
        trial.retyped().forEach(losses::retyped);
        trial.rewritten().byTable().values().forEach(losses::rewritten);
        losses.rows(trial.before(), trial.touched());
        return losses.lines;
    }

    /** Only those that are rows deleted and updated. */
    static List<String> touched(DataColumns before, RowChangeCounts touched) {
        var losses = new DataLossReport(DSL.using(SQLDialect.POSTGRES));
        losses.rows(before, touched);
        return losses.lines;
    }

    private void table(DataColumns.Column column) {
        add("table " + column.tableShown(), sql.fetchCount(column.place()), "row");
    }

    private void rewritten(DataColumns.Column column) {
        add("emptied or written anew, table " + column.tableShown(), sql.fetchCount(column.place()), "row");
    }

    private void gone(DataColumns.Column column) {
        add("column " + column.shown(), sql.fetchCount(column.place(), holdsSomething(column)), "value");
    }

    private void retyped(UndoTrial.Retyped change) {
        var column = change.before();
        add(
                "column " + column.shown() + ", which turns from " + column.type() + " into "
                        + change.after().type(),
                sql.fetchCount(column.place(), column.value().isNotNull()),
                "value");
    }

    /** By the name each table had before, which is what its reader knows. */
    private void rows(DataColumns before, RowChangeCounts touched) {
        before.byTable().forEach((number, table) -> {
            add("deleted from table " + table.tableShown(), touched.deleted().getOrDefault(number, 0L), "row");
            long updated = touched.updated().getOrDefault(number, 0L);
            if (updated > 0) {
                lines.add("may change " + counted(updated, "row") + " of table " + table.tableShown());
            }
        });
    }

    private void add(String what, long count, String unit) {
        if (count > 0) {
            lines.add(what + ": " + counted(count, unit));
        }
    }

    private static String counted(long count, String unit) {
        return String.format(Locale.ROOT, "%,d", count) + " " + unit + (count == 1 ? "" : "s");
    }

    /** A value that differs from the default. A default that is more than a constant says nothing of what was put in. */
    private static Condition holdsSomething(DataColumns.Column column) {
        var constant = CONSTANT.matcher(column.fallback() == null ? "" : column.fallback());
        if (!constant.matches()) {
            return column.value().isNotNull();
        }
        var text = constant.group("text") == null
                ? constant.group("bare")
                : constant.group("text").replace("''", "'");
        return column.value()
                .isNotNull()
                .and(column.value().cast(SQLDataType.CLOB).ne(text));
    }
}
