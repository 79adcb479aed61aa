package blog.chain.plan;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.rowNumber;
import static org.jooq.impl.DSL.select;

import blog.chain.catalog.TableMetadata;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.impl.SQLDataType;

/**
 * Chooses the parents of a table's rows: in turn, so that every pair of two parents occurs once before one occurs
 * twice.
 */
final class ParentRows {
    /** Any prime larger than a few: it keeps the second parent from following the first. */
    private static final long STRIDE = 7_919;

    private record Parent(
            TableMetadata.Reference reference, Table<?> table, long rows, String alias, Field<Long> place) {}

    private final List<Parent> parents = new ArrayList<>();
    private final TableMetadata table;
    private String missing = "";

    /** @param filled the tables that have rows already, by number */
    ParentRows(DSLContext sql, TableMetadata table, Map<Long, Table<?>> filled) {
        this.table = table;
        Field<Long> turn = CandidateValues.N;
        Field<Long> shift = inline(0L);
        for (var reference : table.references()) {
            if (reference.parent() == table.oid() || taken(reference)) continue;
            var parentTable = filled.get(reference.parent());
            long rows = parentTable == null ? 0 : sql.fetchCount(parentTable);
            if (parentTable == null || rows == 0) {
                missing = reference.columns() + " needs rows to refer to";
                continue;
            }
            boolean own = uniqueWithin(Set.copyOf(reference.columns()));
            var place = own ? CandidateValues.N : turn.plus(shift);
            parents.add(new Parent(
                    reference,
                    parentTable,
                    rows,
                    "p" + parents.size(),
                    place.mod(inline(rows)).plus(1L)));
            if (!own) {
                shift = shift.plus(turn.mod(inline(rows)).mul(inline(STRIDE)));
                turn = turn.div(inline(rows));
            }
        }
    }

    /** Two keys over one column: the first decides. */
    private boolean taken(TableMetadata.Reference reference) {
        return parents.stream()
                .anyMatch(parent -> parent.reference.columns().stream().anyMatch(reference.columns()::contains));
    }

    private boolean uniqueWithin(Set<String> columns) {
        return table.uniques().stream().anyMatch(unique -> !unique.isEmpty() && columns.containsAll(unique));
    }

    /** More would have to repeat what is unique. */
    long atMost(long wanted) {
        long room = wanted;
        for (var unique : table.uniques()) {
            long pairs = 1;
            var covered = new HashSet<String>();
            for (var parent : parents) {
                if (parent.reference.columns().stream().noneMatch(unique::contains)) continue;
                covered.addAll(parent.reference.columns());
                pairs = Math.multiplyExact(Math.min(pairs, 1L << 31), parent.rows);
            }
            if (!unique.isEmpty() && covered.containsAll(unique)) room = Math.min(room, pairs);
        }
        return room;
    }

    /** Explains why the table cannot have rows; empty when it can. */
    String missing() {
        return missing;
    }

    Map<String, Field<?>> values() {
        var values = new LinkedHashMap<String, Field<?>>();
        for (var parent : parents) {
            for (int at = 0; at < parent.reference.columns().size(); at++) {
                values.put(parent.reference.columns().get(at), field(name(parent.alias, "c" + at)));
            }
        }
        return values;
    }

    /** The numbers of the rows, each with its parents. */
    Table<?> from(Table<?> numbers) {
        Table<?> all = numbers;
        for (var parent : parents) {
            var columns = new ArrayList<Field<?>>(List.of(rowNumber().over().as("at")));
            for (int at = 0; at < parent.reference.parentColumns().size(); at++) {
                columns.add(
                        field(name(parent.reference.parentColumns().get(at))).as("c" + at));
            }
            var numbered = select(columns).from(parent.table).asTable(parent.alias);
            all = all.join(numbered)
                    .on(field(name(parent.alias, "at"), SQLDataType.BIGINT).eq(parent.place));
        }
        return all;
    }

    /** Some that are there, for one row at a time. */
    List<Map<String, Object>> samples(DSLContext sql, int count) {
        if (parents.isEmpty()) return List.of(Map.of());
        var numbers = CandidateValues.rows(1, count);
        var fields = new ArrayList<Field<?>>();
        values().forEach((column, value) -> fields.add(value.as(column)));
        return sql.select(fields).from(from(numbers)).fetchMaps();
    }
}
