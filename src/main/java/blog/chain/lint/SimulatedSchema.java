package blog.chain.lint;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The schema after the files read so far. */
final class SimulatedSchema {
    private final Map<String, Map<String, ColumnType>> tables = new HashMap<>();
    private final Map<String, List<ConstraintDefinition>> constraints = new HashMap<>();
    private final Map<String, DdlAction.CreateIndex> indexes = new HashMap<>();

    boolean has(String table) {
        return tables.containsKey(table);
    }

    @Nullable
    ColumnType type(String table, String column) {
        return tables.getOrDefault(table, Map.of()).get(column);
    }

    List<ConstraintDefinition> constraints(String table) {
        return constraints.getOrDefault(table, List.of());
    }

    Optional<ConstraintDefinition> constraint(String table, String name) {
        return constraints(table).stream()
                .filter(each -> name.equals(each.name()))
                .findFirst();
    }

    Optional<DdlAction.CreateIndex> index(String name) {
        return Optional.ofNullable(indexes.get(name));
    }

    /** Returns whether an index begins with these columns, in any order. */
    boolean isIndexed(String table, List<String> columns) {
        var keys = constraints(table).stream()
                .filter(ConstraintDefinition::hasKeyIndex)
                .map(ConstraintDefinition::columns);
        var plain = indexes.values().stream()
                .filter(index -> index.table().equals(table))
                .map(DdlAction.CreateIndex::columns);
        return Stream.concat(keys, plain)
                .anyMatch(index -> index.size() >= columns.size()
                        && index.subList(0, columns.size()).containsAll(columns));
    }

    void take(DdlAction action) {
        switch (action) {
            case DdlAction.CreateTable made -> make(made);
            case DdlAction.AddColumn added -> add(added.table(), added.column());
            case DdlAction.DropColumn dropped -> drop(dropped);
            case DdlAction.RenameColumn renamed -> rename(renamed);
            case DdlAction.RenameTable renamed -> rename(renamed);
            case DdlAction.ChangeType changed -> columns(changed.table()).put(changed.column(), changed.type());
            case DdlAction.AddConstraint added -> keep(added.table(), added.constraint());
            case DdlAction.Validate validated -> validate(validated);
            case DdlAction.DropConstraint dropped -> drop(dropped);
            case DdlAction.CreateIndex made -> indexes.put(String.valueOf(made.name()), made);
            case DdlAction.DropIndex dropped -> dropped.names().forEach(indexes::remove);
            case DdlAction.DropTable dropped -> dropped.tables().forEach(this::forget);
            default -> {}
        }
    }

    private void make(DdlAction.CreateTable made) {
        columns(made.table());
        made.columns().forEach(column -> add(made.table(), column));
        made.constraints().forEach(constraint -> keep(made.table(), constraint));
    }

    private void add(String table, ColumnDefinition column) {
        columns(table).put(column.name(), column.type());
        column.constraints().forEach(constraint -> keep(table, constraint));
    }

    /** PostgreSQL drops with a column the constraints and indexes that it is part of. */
    private void drop(DdlAction.DropColumn dropped) {
        columns(dropped.table()).remove(dropped.column());
        list(dropped.table()).removeIf(each -> each.columns().contains(dropped.column()));
        indexes.values()
                .removeIf(index ->
                        index.table().equals(dropped.table()) && index.columns().contains(dropped.column()));
    }

    /** A key's index goes with it, also one that was built before the key. */
    private void drop(DdlAction.DropConstraint dropped) {
        list(dropped.table()).removeIf(each -> dropped.constraint().equals(each.name()));
        indexes.remove(dropped.constraint());
    }

    private void keep(String table, ConstraintDefinition constraint) {
        list(table).add(constraint);
    }

    private void validate(DdlAction.Validate validated) {
        list(validated.table())
                .replaceAll(each -> validated.constraint().equals(each.name()) ? each.validated() : each);
    }

    private void rename(DdlAction.RenameColumn renamed) {
        var type = columns(renamed.table()).remove(renamed.column());
        if (type != null) columns(renamed.table()).put(renamed.to(), type);
    }

    private void rename(DdlAction.RenameTable renamed) {
        tables.put(renamed.to(), columns(renamed.table()));
        constraints.put(renamed.to(), list(renamed.table()));
        indexes.replaceAll((name, index) -> index.table().equals(renamed.table()) ? index.on(renamed.to()) : index);
        forget(renamed.table());
    }

    private void forget(String table) {
        tables.remove(table);
        constraints.remove(table);
        indexes.values().removeIf(index -> index.table().equals(table));
    }

    private Map<String, ColumnType> columns(String table) {
        return tables.computeIfAbsent(table, name -> new HashMap<>());
    }

    private List<ConstraintDefinition> list(String table) {
        return constraints.computeIfAbsent(table, name -> new ArrayList<>());
    }
}
