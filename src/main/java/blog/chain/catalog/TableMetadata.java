package blog.chain.catalog;

import static blog.chain.catalog.CatalogScope.isRelation;
import static blog.chain.catalog.CatalogScope.ourRelation;
import static blog.schema.postgres.Tables.PG_CLASS;
import static blog.schema.postgres.Tables.PG_CONSTRAINT;
import static blog.schema.postgres.Tables.PG_DEPEND;
import static blog.schema.postgres.Tables.PG_INDEX;
import static blog.schema.postgres.Tables.PG_NAMESPACE;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.inline;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * A table as PostgreSQL's catalog describes it: without generated classes, since the schema may be of any version.
 *
 * @param key the columns of its primary key; none without one
 * @param uniques the columns of each unique index, also those that only stand in an expression of it
 * @param constraints the columns of each constraint and unique index, by its name
 */
public record TableMetadata(
        long oid,
        String schema,
        String name,
        List<TableColumn> columns,
        List<String> key,
        List<Set<String>> uniques,
        List<Reference> references,
        Map<String, List<String>> constraints) {
    /** A foreign key. */
    public record Reference(List<String> columns, long parent, List<String> parentColumns) {}

    public Table<?> table() {
        return DSL.table(DSL.name(schema, name));
    }

    /** Those of a constraint or unique index; none where there is none of that name. */
    public List<String> columnsOf(String constraint) {
        return constraints.getOrDefault(constraint, List.of());
    }

    /** All of the schema but partitions, those first that others refer to. */
    public static List<TableMetadata> all(DSLContext sql) {
        var tables = ourRelation().and(isRelation("r", "p"));
        var columns = TableColumn.of(sql, tables).stream().collect(groupingBy(TableColumn::table));
        var constraints = sql.selectFrom(PG_CONSTRAINT).fetchGroups(PG_CONSTRAINT.CONRELID);
        var uniques = uniqueIndexes(sql);
        var found = sql.select(PG_CLASS.OID, PG_NAMESPACE.NSPNAME, PG_CLASS.RELNAME)
                .from(PG_CLASS)
                .join(PG_NAMESPACE)
                .on(PG_NAMESPACE.OID.eq(PG_CLASS.RELNAMESPACE))
                .where(tables)
                .andNot(PG_CLASS.RELISPARTITION)
                .orderBy(PG_CLASS.RELNAME)
                .fetch(table -> of(
                        table.get(PG_CLASS.OID),
                        table.get(PG_NAMESPACE.NSPNAME),
                        table.get(PG_CLASS.RELNAME),
                        columns,
                        constraints.getOrDefault(table.value1(), sql.newResult(PG_CONSTRAINT)),
                        uniques.getOrDefault(table.value1(), Map.of())));
        return parentsFirst(found);
    }

    private static TableMetadata of(
            long oid,
            String schema,
            String name,
            Map<Long, List<TableColumn>> columns,
            List<Record> constraints,
            Map<String, Set<Short>> uniques) {
        var byName = new HashMap<String, List<String>>();
        var key = new ArrayList<String>();
        var references = new ArrayList<Reference>();
        for (var constraint : constraints) {
            var own = names(columns, oid, constraint.get(PG_CONSTRAINT.CONKEY));
            byName.put(constraint.get(PG_CONSTRAINT.CONNAME), own);
            switch (constraint.get(PG_CONSTRAINT.CONTYPE)) {
                case "p" -> key.addAll(own);
                case "f" -> references.add(reference(columns, own, constraint));
                default -> {}
            }
        }
        var sets = new ArrayList<Set<String>>();
        uniques.forEach((index, numbers) -> {
            var indexed = names(columns, oid, numbers.toArray(Short[]::new));
            byName.putIfAbsent(index, indexed);
            sets.add(Set.copyOf(indexed));
        });
        return new TableMetadata(
                oid, schema, name, columns.getOrDefault(oid, List.of()), key, sets, references, byName);
    }

    private static Reference reference(Map<Long, List<TableColumn>> columns, List<String> own, Record constraint) {
        var parent = constraint.get(PG_CONSTRAINT.CONFRELID);
        return new Reference(own, parent, names(columns, parent, constraint.get(PG_CONSTRAINT.CONFKEY)));
    }

    private static List<String> names(Map<Long, List<TableColumn>> columns, long table, Short @Nullable [] numbers) {
        if (numbers == null) return List.of();
        var byNumber =
                columns.getOrDefault(table, List.of()).stream().collect(toMap(TableColumn::number, TableColumn::name));
        return Arrays.stream(numbers)
                .map(number -> byNumber.getOrDefault(number, ""))
                .toList();
    }

    /** The numbers of their columns, by table and name. An index of a constraint leans on that, others on their columns. */
    private static Map<Long, Map<String, Set<Short>>> uniqueIndexes(DSLContext sql) {
        var indexes = new HashMap<Long, Map<String, Set<Short>>>();
        sql.select(PG_INDEX.INDRELID, PG_CLASS.RELNAME, PG_DEPEND.REFOBJSUBID)
                .from(PG_INDEX)
                .join(PG_CLASS)
                .on(PG_CLASS.OID.eq(PG_INDEX.INDEXRELID))
                .leftJoin(PG_CONSTRAINT)
                .on(PG_CONSTRAINT.CONINDID.eq(PG_INDEX.INDEXRELID), PG_CONSTRAINT.CONRELID.eq(PG_INDEX.INDRELID))
                .join(PG_DEPEND)
                .on(PG_DEPEND.OBJID.eq(coalesce(PG_CONSTRAINT.OID, PG_INDEX.INDEXRELID)))
                .and(PG_DEPEND.REFOBJID.eq(PG_INDEX.INDRELID))
                .and(PG_DEPEND.REFOBJSUBID.gt(inline(0)))
                .where(PG_INDEX.INDISUNIQUE.isTrue(), ourRelation())
                .forEach(row -> indexes.computeIfAbsent(row.value1(), table -> new HashMap<>())
                        .computeIfAbsent(row.value2(), index -> new LinkedHashSet<>())
                        .add(row.value3().shortValue()));
        return indexes;
    }

    /** Sorts parents before children; tables that refer to each other in a cycle by name. */
    private static List<TableMetadata> parentsFirst(List<TableMetadata> tables) {
        var ordered = new LinkedHashSet<TableMetadata>();
        var left = new ArrayList<>(tables);
        while (!left.isEmpty()) {
            var done = ordered.stream().map(TableMetadata::oid).collect(Collectors.toCollection(HashSet::new));
            var next = left.stream()
                    .filter(table -> table.references.stream()
                            .allMatch(reference -> reference.parent == table.oid || done.contains(reference.parent)))
                    .findFirst()
                    .orElse(left.getFirst());
            ordered.add(next);
            left.remove(next);
        }
        return List.copyOf(ordered);
    }
}
