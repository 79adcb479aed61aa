package blog.chain.migrations;

import static blog.schema.Tables.FLYWAY_SCHEMA_HISTORY;
import static blog.schema.postgres.Routines.formatType;
import static blog.schema.postgres.Tables.PG_ATTRDEF;
import static blog.schema.postgres.Tables.PG_ATTRIBUTE;
import static blog.schema.postgres.Tables.PG_CLASS;
import static blog.schema.postgres.Tables.PG_NAMESPACE;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/** A set of columns, of a whole database or part of it, whose data can be counted. */
record DataColumns(List<Column> columns) {
    /** By name, since jOOQ would cast what only PostgreSQL can hand to it. */
    private static final Field<String> FALLBACK =
            DSL.function(DSL.name("pg_get_expr"), SQLDataType.CLOB, PG_ATTRDEF.ADBIN, PG_ATTRDEF.ADRELID);

    static final DataColumns NONE = new DataColumns(List.of());

    /**
     * @param table its number, which a new name does not change
     * @param type as SQL
     * @param fallback the default as SQL, if there is one
     * @param file the number of the table's file, which is new when all of it is written anew or emptied
     */
    record Column(
            long table,
            String schema,
            String tableName,
            short number,
            String name,
            String type,
            @Nullable String fallback,
            long file) {
        Table<Record> place() {
            return DSL.table(DSL.name(schema, tableName));
        }

        String tableShown() {
            return schema.equals("public") ? tableName : schema + "." + tableName;
        }

        String shown() {
            return tableShown() + "." + name;
        }

        Field<Object> value() {
            return DSL.field(DSL.name(name), SQLDataType.OTHER);
        }

        boolean same(Column other) {
            return table == other.table && number == other.number;
        }
    }

    /**
     * Reads the columns of a database. Generated columns are no data of their own, and Flyway's table is not the
     * user's.
     */
    static DataColumns of(DSLContext sql) {
        return new DataColumns(sql.select(
                        PG_CLASS.OID,
                        PG_NAMESPACE.NSPNAME,
                        PG_CLASS.RELNAME,
                        PG_ATTRIBUTE.ATTNUM,
                        PG_ATTRIBUTE.ATTNAME,
                        formatType(PG_ATTRIBUTE.ATTTYPID, PG_ATTRIBUTE.ATTTYPMOD),
                        FALLBACK,
                        PG_CLASS.RELFILENODE)
                .from(PG_CLASS)
                .join(PG_NAMESPACE)
                .on(PG_NAMESPACE.OID.eq(PG_CLASS.RELNAMESPACE))
                .join(PG_ATTRIBUTE)
                .on(PG_ATTRIBUTE.ATTRELID.eq(PG_CLASS.OID))
                .leftJoin(PG_ATTRDEF)
                .on(PG_ATTRDEF.ADRELID.eq(PG_CLASS.OID).and(PG_ATTRDEF.ADNUM.eq(PG_ATTRIBUTE.ATTNUM)))
                .where(PG_CLASS.RELKIND.eq("r"))
                .and(PG_NAMESPACE.NSPNAME.notLike("pg\\_%", '\\'))
                .and(PG_NAMESPACE.NSPNAME.ne("information_schema"))
                .and(PG_CLASS.RELNAME.ne(FLYWAY_SCHEMA_HISTORY.getName()))
                .and(PG_ATTRIBUTE.ATTNUM.gt((short) 0))
                .and(PG_ATTRIBUTE.ATTISDROPPED.isFalse())
                .and(PG_ATTRIBUTE.ATTGENERATED.eq(""))
                .orderBy(PG_NAMESPACE.NSPNAME, PG_CLASS.RELNAME, PG_ATTRIBUTE.ATTNUM)
                .fetch(row -> new Column(
                        row.value1(),
                        row.value2(),
                        row.value3(),
                        row.value4(),
                        row.value5(),
                        row.value6(),
                        row.value7(),
                        row.value8())));
    }

    /** Those of these that are not among the others. */
    DataColumns without(DataColumns others) {
        return where(column -> others.columns.stream().noneMatch(column::same));
    }

    DataColumns where(Predicate<Column> wanted) {
        return new DataColumns(columns.stream().filter(wanted).toList());
    }

    Set<Long> tables() {
        return byTable().keySet();
    }

    /** One column for each table, by its number. */
    Map<Long, Column> byTable() {
        var tables = new LinkedHashMap<Long, Column>();
        columns.forEach(column -> tables.putIfAbsent(column.table(), column));
        return tables;
    }
}
