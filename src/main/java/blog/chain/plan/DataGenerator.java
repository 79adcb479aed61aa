package blog.chain.plan;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.select;

import blog.chain.catalog.TableMetadata;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.ToLongFunction;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;

/** Fills the tables of any schema, trying values until its constraints accept them. */
final class DataGenerator {
    private static final int TRIALS = 500;
    private static final int TRIED_ROWS = 3;
    private static final int ROWS_A_STATEMENT = 200_000;

    /**
     * The outcome for a table.
     *
     * @param fault why it is empty; empty when it is not
     */
    record Filled(ColumnValues values, ParentRows parents, long rows, String fault) {}

    private final DSLContext sql;
    private final BiConsumer<String, Long> progress;
    private final Map<Long, Table<?>> filledTables = new LinkedHashMap<>();

    /**
     * @param sql a connection whose triggers are off
     * @param progress is told of each table how many rows it has
     */
    DataGenerator(DSLContext sql, BiConsumer<String, Long> progress) {
        this.sql = sql;
        this.progress = progress;
    }

    /** @param before what was filled already, by table: it is left as it is */
    List<Filled> fill(List<TableMetadata> tables, Map<String, Long> before, ToLongFunction<String> rows) {
        var filled = new ArrayList<Filled>();
        for (var table : tables) {
            long there = before.getOrDefault(table.name(), 0L);
            filled.add(fill(table, there, there > 0 ? there : rows.applyAsLong(table.name())));
            filledTables.put(table.oid(), table.table());
        }
        return filled;
    }

    private Filled fill(TableMetadata table, long there, long wanted) {
        var parents = new ParentRows(sql, table, filledTables);
        var values = new ColumnValues(table, parents.values().keySet());
        long rows = there > 0 ? there : parents.missing().isEmpty() ? parents.atMost(wanted) : 0;
        if (rows == 0) return new Filled(values, parents, 0, wanted == 0 ? "" : parents.missing());
        var last = "";
        for (int trial = 0; trial < TRIALS; trial++) {
            var refusal = refusal(values, parents, there, rows);
            if (refusal == null) return new Filled(values, parents, rows, "");
            last = said(refusal);
            if (!values.next(columnsOf(table, refusal))) break;
        }
        return new Filled(values, parents, there, last + " (refuses all that was tried)");
    }

    /** Returns PostgreSQL's objection to these values: tried with a few rows first, and then with all. */
    private @Nullable DataAccessException refusal(ColumnValues values, ParentRows parents, long there, long rows) {
        try {
            long few = there > 0 ? there + TRIED_ROWS : Math.min(rows, TRIED_ROWS);
            Trial.run(sql, trial -> insert(trial, values, parents, there + 1, few));
            sql.transaction(all -> insertAll(all.dsl(), values, parents, there, rows));
            return null;
        } catch (DataAccessException refusal) {
            return refusal;
        }
    }

    private void insertAll(DSLContext sql, ColumnValues values, ParentRows parents, long there, long rows) {
        for (long from = there + 1; from <= rows; from += ROWS_A_STATEMENT) {
            long to = Math.min(rows, from + ROWS_A_STATEMENT - 1);
            insert(sql, values, parents, from, to);
            progress.accept(values.table().name(), to);
        }
    }

    private static void insert(DSLContext sql, ColumnValues values, ParentRows parents, long from, long to) {
        var fields = new LinkedHashMap<>(values.values());
        fields.putAll(parents.values());
        var columns = new ArrayList<Field<?>>();
        fields.keySet().forEach(column -> columns.add(field(name(column))));
        if (columns.isEmpty()) {
            for (long row = from; row <= to; row++) {
                sql.insertInto(values.table().table()).defaultValues().execute();
            }
            return;
        }
        sql.insertInto(values.table().table(), columns)
                .select(select(List.copyOf(fields.values())).from(parents.from(CandidateValues.rows(from, to))))
                .execute();
    }

    /** Those that what was refused speaks of; none when it does not say. */
    private static List<String> columnsOf(TableMetadata table, DataAccessException refusal) {
        var message = refusal.getCause() instanceof PSQLException cause ? cause.getServerErrorMessage() : null;
        if (message == null) return List.of();
        if (message.getColumn() != null) return List.of(message.getColumn());
        var constraint = message.getConstraint();
        return constraint == null ? List.of() : table.columnsOf(constraint);
    }

    private static String said(DataAccessException refusal) {
        var message = refusal.getCause() instanceof PSQLException cause ? cause.getServerErrorMessage() : null;
        if (message == null) return String.valueOf(refusal.getMessage());
        return message.getConstraint() != null ? message.getConstraint() : String.valueOf(message.getMessage());
    }
}
