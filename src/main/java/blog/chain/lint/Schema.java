package blog.chain.lint;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The schema as the files so far have made it. */
final class Schema {
    private final Map<String, Map<String, Type>> tables = new HashMap<>();
    private final Map<String, List<Constraint>> constraints = new HashMap<>();
    private final Map<String, Act.CreateIndex> indexes = new HashMap<>();

    @Nullable
    Type type(String table, String column) {
        return tables.getOrDefault(table, Map.of()).get(column);
    }

    List<Constraint> constraints(String table) {
        return constraints.getOrDefault(table, List.of());
    }

    Optional<Constraint> constraint(String table, String name) {
        return constraints(table).stream()
                .filter(each -> name.equals(each.name()))
                .findFirst();
    }

    Optional<Act.CreateIndex> index(String name) {
        return Optional.ofNullable(indexes.get(name));
    }

    /** Whether an index begins with these columns, in any order. */
    boolean isIndexed(String table, List<String> columns) {
        var keys = constraints(table).stream().filter(Constraint::hasKeyIndex).map(Constraint::columns);
        var plain = indexes.values().stream()
                .filter(index -> index.table().equals(table))
                .map(Act.CreateIndex::columns);
        return Stream.concat(keys, plain)
                .anyMatch(index -> index.size() >= columns.size()
                        && index.subList(0, columns.size()).containsAll(columns));
    }

    void take(Act act) {
        switch (act) {
            case Act.CreateTable made -> make(made);
            case Act.AddColumn added -> add(added.table(), added.column());
            case Act.DropColumn dropped -> columns(dropped.table()).remove(dropped.column());
            case Act.RenameColumn renamed -> rename(renamed);
            case Act.RenameTable renamed -> rename(renamed);
            case Act.ChangeType changed -> columns(changed.table()).put(changed.column(), changed.type());
            case Act.AddConstraint added -> keep(added.table(), added.constraint());
            case Act.Validate validated -> validate(validated);
            case Act.DropConstraint dropped ->
                list(dropped.table()).removeIf(each -> dropped.constraint().equals(each.name()));
            case Act.CreateIndex made -> indexes.put(String.valueOf(made.name()), made);
            case Act.DropIndex dropped -> dropped.names().forEach(indexes::remove);
            case Act.DropTable dropped -> dropped.tables().forEach(this::forget);
            default -> {}
        }
    }

    private void make(Act.CreateTable made) {
        made.columns().forEach(column -> add(made.table(), column));
        made.constraints().forEach(constraint -> keep(made.table(), constraint));
    }

    private void add(String table, Column column) {
        columns(table).put(column.name(), column.type());
        column.constraints().forEach(constraint -> keep(table, constraint));
    }

    private void keep(String table, Constraint constraint) {
        list(table).add(constraint);
    }

    private void validate(Act.Validate validated) {
        list(validated.table())
                .replaceAll(each -> validated.constraint().equals(each.name()) ? each.validated() : each);
    }

    private void rename(Act.RenameColumn renamed) {
        var type = columns(renamed.table()).remove(renamed.column());
        if (type != null) columns(renamed.table()).put(renamed.to(), type);
    }

    private void rename(Act.RenameTable renamed) {
        tables.put(renamed.to(), columns(renamed.table()));
        constraints.put(renamed.to(), list(renamed.table()));
        forget(renamed.table());
    }

    private void forget(String table) {
        tables.remove(table);
        constraints.remove(table);
        indexes.values().removeIf(index -> index.table().equals(table));
    }

    private Map<String, Type> columns(String table) {
        return tables.computeIfAbsent(table, name -> new HashMap<>());
    }

    private List<Constraint> list(String table) {
        return constraints.computeIfAbsent(table, name -> new ArrayList<>());
    }
}
