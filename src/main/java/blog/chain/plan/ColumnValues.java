package blog.chain.plan;

import blog.chain.catalog.TableMetadata;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
            candidates.put(column.name(), CandidateValues.of(column, place, unique));
            chosen.put(column.name(), 0);
        }
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
