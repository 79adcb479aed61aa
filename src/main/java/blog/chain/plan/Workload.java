package blog.chain.plan;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.val;

import blog.chain.catalog.TableColumn;
import blog.chain.catalog.TableMetadata;
import blog.platform.database.ConstraintViolations;
import blog.platform.database.Database;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.exception.DataAccessException;

/** The statements of a release that knows one table as it is now: reads, updates and inserts of rows. */
final class Workload {
    private static final int SAMPLES = 200;

    private final DSLContext sql;
    private final DataGenerator.Filled filled;
    private final TableMetadata table;
    private final List<Map<String, Object>> keys;
    private final AtomicLong next;

    private Workload(DSLContext sql, DataGenerator.Filled filled) {
        this.sql = sql;
        this.filled = filled;
        table = filled.values().table();
        next = new AtomicLong(filled.rows());
        keys = table.key().isEmpty()
                ? List.of()
                : sql.select(fields(table.key()))
                        .from(table.table())
                        .limit(SAMPLES)
                        .fetchMaps();
    }

    /** Only what works before the migrations; what fails later, fails because of them. */
    static List<WorkloadOperation> of(DSLContext sql, DataGenerator.Filled filled) {
        return new Workload(sql, filled)
                .all().stream()
                        .filter(operation -> fault(sql, operation).isEmpty())
                        .toList();
    }

    /** Tries it and takes it back; what PostgreSQL has against it, or nothing. */
    static String fault(DSLContext sql, WorkloadOperation operation) {
        return fault(() -> Trial.run(sql, operation.once()));
    }

    /** Returns PostgreSQL's objection, or an empty string; retries after a deadlock, as the service does. */
    static String fault(Runnable work) {
        for (int attempt = 1; ; attempt++) {
            try {
                work.run();
                return "";
            } catch (DataAccessException fault) {
                if (attempt == Database.TRIES || !ConstraintViolations.isConflict(fault)) return said(fault);
            }
        }
    }

    /** Each asked once, so that a failure is not a matter of luck. */
    static Map<String, Long> faults(DSLContext sql, List<WorkloadOperation> operations) {
        var faults = new LinkedHashMap<String, Long>();
        for (var operation : operations) {
            var fault = fault(sql, operation);
            if (!fault.isEmpty()) faults.put(operation.what() + ": " + fault, 1L);
        }
        return faults;
    }

    static String said(DataAccessException fault) {
        var cause = fault.getCause() == null ? fault : fault.getCause();
        return String.valueOf(cause.getMessage()).lines().findFirst().orElse("").replaceFirst("^ERROR: ", "");
    }

    private List<WorkloadOperation> all() {
        var operations = new ArrayList<WorkloadOperation>();
        operations.add(new WorkloadOperation(table.name(), "select of " + table.name(), this::read));
        if (!keys.isEmpty()) operations.addAll(updates());
        if (filled.fault().isEmpty()) {
            var parents = filled.parents().samples(sql, SAMPLES);
            if (!parents.isEmpty()) {
                operations.add(new WorkloadOperation(
                        table.name(), "insert into " + table.name(), with -> insert(with, parents)));
            }
        }
        return operations;
    }

    private List<WorkloadOperation> updates() {
        return table.columns().stream()
                .filter(column -> !column.isGenerated() && !column.isIdentity())
                .map(TableColumn::name)
                .filter(column -> !table.key().contains(column))
                .map(column -> new WorkloadOperation(
                        table.name(), "update of " + table.name() + "." + column, with -> update(with, column)))
                .toList();
    }

    private void read(DSLContext with) {
        var columns = table.columns().stream().map(TableColumn::name).toList();
        with.select(fields(columns))
                .from(table.table())
                .where(someRow())
                .limit(1)
                .fetch();
    }

    private void update(DSLContext with, String column) {
        Field<Object> itself = field(name(column), Object.class);
        with.update(table.table()).set(Map.of(itself, itself)).where(someRow()).execute();
    }

    private void insert(DSLContext with, List<Map<String, Object>> parents) {
        var values = new LinkedHashMap<String, Field<?>>(filled.values().values());
        var columns = new ArrayList<Field<?>>(fields(List.copyOf(values.keySet())));
        var from = new ArrayList<Field<?>>(values.values());
        parents.get(ThreadLocalRandom.current().nextInt(parents.size())).forEach((column, value) -> {
            columns.add(field(name(column)));
            from.add(val(value));
        });
        long number = next.incrementAndGet();
        if (columns.isEmpty()) {
            with.insertInto(table.table()).defaultValues().execute();
        } else {
            with.insertInto(table.table(), columns)
                    .select(select(from).from(CandidateValues.rows(number, number)))
                    .onConflictDoNothing()
                    .execute();
        }
    }

    private Condition someRow() {
        if (keys.isEmpty()) return noCondition();
        var key = keys.get(ThreadLocalRandom.current().nextInt(keys.size()));
        Condition condition = noCondition();
        for (var column : key.entrySet()) {
            condition = condition.and(field(name(column.getKey()), Object.class).eq(column.getValue()));
        }
        return condition;
    }

    private static List<Field<?>> fields(List<String> columns) {
        return columns.stream().<Field<?>>map(column -> field(name(column))).toList();
    }
}
