package blog.chain.plan;

import static blog.schema.postgres.Tables.PG_ATTRDEF;
import static blog.schema.postgres.Tables.PG_ATTRIBUTE;
import static blog.schema.postgres.Tables.PG_CLASS;
import static blog.schema.postgres.Tables.PG_CONSTRAINT;
import static blog.schema.postgres.Tables.PG_DEPEND;
import static blog.schema.postgres.Tables.PG_ENUM;
import static blog.schema.postgres.Tables.PG_INDEX;
import static blog.schema.postgres.Tables.PG_NAMESPACE;
import static blog.schema.postgres.Tables.PG_TYPE;
import static org.jooq.impl.DSL.inline;

import blog.schema.postgres.Routines;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/** A table as PostgreSQL's catalog describes it: without generated classes, since the schema may be of any version. */
record TableMetadata(
        long oid,
        String name,
        List<ColumnShape> columns,
        List<String> key,
        List<Set<String>> uniques,
        List<Reference> references,
        Map<String, List<String>> constraints) {
    static final String SCHEMA = "public";
    private static final String HISTORY = "flyway_schema_history";

    /**
     * A column.
     *
     * @param type as PostgreSQL writes it, length included
     * @param kind its type's letter in the catalog: S a string, N a number, D a time …
     * @param labels of an enum
     */
    record ColumnShape(
            short number,
            String name,
            String type,
            String kind,
            String plainType,
            boolean notNull,
            boolean computed,
            boolean identity,
            @Nullable String value,
            List<String> labels) {}

    /** A foreign key. */
    record Reference(List<String> columns, long parent, List<String> parentColumns) {}

    Table<?> table() {
        return DSL.table(DSL.name(SCHEMA, name));
    }

    /** Those of a constraint or unique index; none where there is none of that name. */
    List<String> columnsOf(String constraint) {
        return constraints.getOrDefault(constraint, List.of());
    }

    /** All of the schema, those first that others refer to. */
    static List<TableMetadata> all(DSLContext sql) {
        var found = sql.select(PG_CLASS.OID, PG_CLASS.RELNAME)
                .from(PG_CLASS)
                .join(PG_NAMESPACE)
                .on(PG_NAMESPACE.OID.eq(PG_CLASS.RELNAMESPACE))
                .where(PG_NAMESPACE.NSPNAME.eq(SCHEMA))
                .and(PG_CLASS.RELKIND.in("r", "p"))
                .and(PG_CLASS.RELISPARTITION.isFalse())
                .and(PG_CLASS.RELNAME.ne(HISTORY))
                .orderBy(PG_CLASS.RELNAME)
                .fetch(row -> of(sql, row.value1(), row.value2()));
        return parentsFirst(found);
    }

    private static TableMetadata of(DSLContext sql, long oid, String name) {
        var columns = columns(sql, oid);
        var constraints = constraints(sql, oid);
        var uniques = uniques(sql, oid, columns);
        var byName = new HashMap<String, List<String>>();
        uniques.forEach((index, indexed) -> byName.put(index, List.copyOf(indexed)));
        constraints.forEach(row -> byName.put(row.get(PG_CONSTRAINT.CONNAME), constrained(columns, row)));
        var key = ofKind(constraints, "p")
                .findFirst()
                .map(row -> constrained(columns, row))
                .orElse(List.of());
        var references = ofKind(constraints, "f")
                .map(row -> new Reference(
                        constrained(columns, row), row.get(PG_CONSTRAINT.CONFRELID), parentColumns(sql, row)))
                .toList();
        return new TableMetadata(oid, name, columns, key, List.copyOf(uniques.values()), references, byName);
    }

    private static List<? extends Record> constraints(DSLContext sql, long oid) {
        return sql.select(
                        PG_CONSTRAINT.CONNAME,
                        PG_CONSTRAINT.CONTYPE,
                        PG_CONSTRAINT.CONKEY,
                        PG_CONSTRAINT.CONFKEY,
                        PG_CONSTRAINT.CONFRELID)
                .from(PG_CONSTRAINT)
                .where(PG_CONSTRAINT.CONRELID.eq(oid))
                .fetch();
    }

    private static Stream<? extends Record> ofKind(List<? extends Record> constraints, String kind) {
        return constraints.stream().filter(row -> kind.equals(row.get(PG_CONSTRAINT.CONTYPE)));
    }

    private static List<String> constrained(List<ColumnShape> columns, Record constraint) {
        var numbers = constraint.get(PG_CONSTRAINT.CONKEY);
        return numbers == null
                ? List.of()
                : Arrays.stream(numbers)
                        .map(number -> columnNamed(columns, number))
                        .toList();
    }

    private static List<String> parentColumns(DSLContext sql, Record constraint) {
        var parent = columns(sql, constraint.get(PG_CONSTRAINT.CONFRELID));
        return Arrays.stream(constraint.get(PG_CONSTRAINT.CONFKEY))
                .map(number -> columnNamed(parent, number))
                .toList();
    }

    private static String columnNamed(List<ColumnShape> columns, short number) {
        return columns.stream()
                .filter(column -> column.number == number)
                .findFirst()
                .map(ColumnShape::name)
                .orElse("");
    }

    private static List<ColumnShape> columns(DSLContext sql, long oid) {
        return sql.select(
                        PG_ATTRIBUTE.ATTNUM,
                        PG_ATTRIBUTE.ATTNAME,
                        PG_ATTRIBUTE.ATTTYPID,
                        PG_ATTRIBUTE.ATTNOTNULL,
                        PG_ATTRIBUTE.ATTGENERATED,
                        PG_ATTRIBUTE.ATTIDENTITY,
                        PG_TYPE.TYPCATEGORY,
                        PG_TYPE.TYPNAME)
                .select(Routines.formatType(PG_ATTRIBUTE.ATTTYPID, PG_ATTRIBUTE.ATTTYPMOD)
                        .as("type"))
                // The generated call would cast the parsed expression to text, which the function does not take.
                .select(DSL.function(DSL.name("pg_get_expr"), SQLDataType.CLOB, PG_ATTRDEF.ADBIN, PG_ATTRDEF.ADRELID)
                        .as("value"))
                .from(PG_ATTRIBUTE)
                .join(PG_TYPE)
                .on(PG_TYPE.OID.eq(PG_ATTRIBUTE.ATTTYPID))
                .leftJoin(PG_ATTRDEF)
                .on(PG_ATTRDEF.ADRELID.eq(PG_ATTRIBUTE.ATTRELID), PG_ATTRDEF.ADNUM.eq(PG_ATTRIBUTE.ATTNUM))
                .where(PG_ATTRIBUTE.ATTRELID.eq(oid))
                .and(PG_ATTRIBUTE.ATTNUM.gt((short) 0))
                .and(PG_ATTRIBUTE.ATTISDROPPED.isFalse())
                .orderBy(PG_ATTRIBUTE.ATTNUM)
                .fetch(row -> column(sql, row));
    }

    private static ColumnShape column(DSLContext sql, Record row) {
        var kind = row.get(PG_TYPE.TYPCATEGORY);
        return new ColumnShape(
                row.get(PG_ATTRIBUTE.ATTNUM),
                row.get(PG_ATTRIBUTE.ATTNAME),
                row.get("type", String.class),
                kind,
                row.get(PG_TYPE.TYPNAME),
                row.get(PG_ATTRIBUTE.ATTNOTNULL),
                !Objects.toString(row.get(PG_ATTRIBUTE.ATTGENERATED), "").isBlank(),
                !Objects.toString(row.get(PG_ATTRIBUTE.ATTIDENTITY), "").isBlank(),
                row.get("value", String.class),
                "E".equals(kind) ? labels(sql, row.get(PG_ATTRIBUTE.ATTTYPID)) : List.of());
    }

    private static List<String> labels(DSLContext sql, long type) {
        return sql.select(PG_ENUM.ENUMLABEL)
                .from(PG_ENUM)
                .where(PG_ENUM.ENUMTYPID.eq(type))
                .orderBy(PG_ENUM.ENUMSORTORDER)
                .fetch(PG_ENUM.ENUMLABEL);
    }

    private static Map<String, Set<String>> uniques(DSLContext sql, long oid, List<ColumnShape> columns) {
        var uniques = new HashMap<String, Set<String>>();
        sql.select(PG_CLASS.OID, PG_CLASS.RELNAME)
                .from(PG_INDEX)
                .join(PG_CLASS)
                .on(PG_CLASS.OID.eq(PG_INDEX.INDEXRELID))
                .where(PG_INDEX.INDRELID.eq(oid))
                .and(PG_INDEX.INDISUNIQUE)
                .forEach(row -> uniques.put(row.value2(), indexed(sql, oid, row.value1(), columns)));
        return uniques;
    }

    /** Also those that only stand in an expression of the index. */
    private static Set<String> indexed(DSLContext sql, long oid, long index, List<ColumnShape> columns) {
        var byConstraint = sql.select(PG_CONSTRAINT.CONKEY)
                .from(PG_CONSTRAINT)
                .where(PG_CONSTRAINT.CONINDID.eq(index))
                .and(PG_CONSTRAINT.CONRELID.eq(oid))
                .fetchOne(PG_CONSTRAINT.CONKEY);
        var numbers = byConstraint != null
                ? Arrays.stream(byConstraint).map(Short::intValue).toList()
                : sql.select(PG_DEPEND.REFOBJSUBID)
                        .from(PG_DEPEND)
                        .where(PG_DEPEND.OBJID.eq(index))
                        .and(PG_DEPEND.REFOBJID.eq(oid))
                        .and(PG_DEPEND.REFOBJSUBID.gt(inline(0)))
                        .fetch(PG_DEPEND.REFOBJSUBID);
        return numbers.stream()
                .map(number -> columnNamed(columns, number.shortValue()))
                .collect(Collectors.toSet());
    }

    /** Sorts parents before children; tables that refer to each other in a cycle by name. */
    private static List<TableMetadata> parentsFirst(List<TableMetadata> shapes) {
        var ordered = new LinkedHashSet<TableMetadata>();
        var left = new ArrayList<>(shapes);
        while (!left.isEmpty()) {
            var done = ordered.stream().map(TableMetadata::oid).collect(Collectors.toCollection(HashSet::new));
            var next = left.stream()
                    .filter(shape -> shape.references.stream()
                            .allMatch(reference -> reference.parent == shape.oid || done.contains(reference.parent)))
                    .findFirst()
                    .orElse(left.getFirst());
            ordered.add(next);
            left.remove(next);
        }
        return List.copyOf(ordered);
    }
}
