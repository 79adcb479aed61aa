package blog.chain.plan;

import blog.chain.catalog.TableColumn;
import blog.chain.catalog.TableMetadata;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jooq.Field;

/** The values currently tried for each column of a table; one that is refused makes way for the next candidate. */
final class ColumnValues {
    private final TableMetadata table;
    private final Map<String, List<Optional<Field<?>>>> candidates = new LinkedHashMap<>();
    private final Map<String, Integer> chosen = new LinkedHashMap<>();

    /** @param given columns whose values come from elsewhere */
    ColumnValues(TableMetadata table, Set<String> given) {
        this.table = table;
        int place = 0;
        for (var column : table.columns()) {
            place++;
            if (given.contains(column.name())) continue;
            boolean unique = table.uniques().stream().anyMatch(columns -> columns.contains(column.name()));
            var values = CandidateValues.of(column, place, unique);
            candidates.put(column.name(), refersToItself(column) ? nullFirst(values) : values);
            chosen.put(column.name(), 0);
        }
    }

    /** Returns whether it refers to rows of its own table; which of them there will be is not known beforehand. */
    private boolean refersToItself(TableColumn column) {
        return table.references().stream()
                .anyMatch(reference ->
                        reference.parent() == table.oid() && reference.columns().contains(column.name()));
    }

    private static List<Optional<Field<?>>> nullFirst(List<Optional<Field<?>>> values) {
        return values.contains(Optional.<Field<?>>empty())
                ? Stream.concat(Stream.of(Optional.<Field<?>>empty()), values.stream())
                        .toList()
                : values;
    }

    /** By column; one left to its default is not there. */
    Map<String, Field<?>> values() {
        var values = new LinkedHashMap<String, Field<?>>();
        chosen.forEach((column, at) ->
                candidates.getOrDefault(column, List.of()).get(at).ifPresent(value -> values.put(column, value)));
        return values;
    }

    /** Turns to the next values of these columns, like the wheels of a counter; false when all were seen. */
    boolean next(List<String> refused) {
        var turning = new ArrayList<>(refused.isEmpty() ? chosen.keySet() : refused);
        turning.retainAll(chosen.keySet());
        for (var column : turning) {
            int at = chosen.getOrDefault(column, 0) + 1;
            if (at < candidates.getOrDefault(column, List.of()).size()) {
                chosen.put(column, at);
                return true;
            }
            chosen.put(column, 0);
        }
        return false;
    }

    TableMetadata table() {
        return table;
    }
}
