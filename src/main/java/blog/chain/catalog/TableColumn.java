package blog.chain.catalog;

import static blog.schema.postgres.Routines.colDescription;
import static blog.schema.postgres.Routines.formatType;
import static blog.schema.postgres.Routines.quoteIdent;
import static blog.schema.postgres.Tables.PG_ATTRDEF;
import static blog.schema.postgres.Tables.PG_ATTRIBUTE;
import static blog.schema.postgres.Tables.PG_CLASS;
import static blog.schema.postgres.Tables.PG_COLLATION;
import static blog.schema.postgres.Tables.PG_ENUM;
import static blog.schema.postgres.Tables.PG_NAMESPACE;
import static blog.schema.postgres.Tables.PG_TYPE;
import static org.jooq.Records.mapping;
import static org.jooq.impl.DSL.array;
import static org.jooq.impl.DSL.function;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.when;

import java.util.List;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/**
 * A column of a live database, whatever version its schema is of.
 *
 * @param table the number of its table, which a new name does not change
 * @param file the number of the table's file, which is new when all of it is written anew or emptied
 * @param quotedTable as SQL writes it, and so is {@code quotedName}
 * @param type as SQL writes it, length included
 * @param category its type's letter in the catalog: S a string, N a number, D a time …
 * @param identity its letter in the catalog, blank where it is none; likewise {@code generated}
 * @param expression its default as SQL, or what it is generated from
 * @param collation where it is not the type's own
 * @param labels of an enum
 */
public record TableColumn(
        long table,
        String schema,
        String tableName,
        String quotedTable,
        long file,
        short number,
        String name,
        String quotedName,
        String type,
        String typeName,
        String category,
        boolean notNull,
        String identity,
        String generated,
        @Nullable String expression,
        @Nullable String collation,
        List<String> labels,
        @Nullable String comment) {
    /** By name: the generated call would turn the parsed expression into text first, which the function does not take. */
    private static final Field<String> EXPRESSION =
            function(DSL.name("pg_get_expr"), SQLDataType.CLOB, PG_ATTRDEF.ADBIN, PG_ATTRDEF.ADRELID);

    private static final Field<List<String>> LABELS = array(select(PG_ENUM.ENUMLABEL)
                    .from(PG_ENUM)
                    .where(PG_ENUM.ENUMTYPID.eq(PG_TYPE.OID))
                    .orderBy(PG_ENUM.ENUMSORTORDER))
            .convertFrom(List::of);

    /**
     * Table by table, in their order there.
     *
     * @param which selects rows of PG_CLASS and PG_NAMESPACE
     */
    public static List<TableColumn> of(DSLContext sql, Condition which) {
        return sql.select(
                        PG_CLASS.OID,
                        PG_NAMESPACE.NSPNAME,
                        PG_CLASS.RELNAME,
                        quoteIdent(PG_CLASS.RELNAME),
                        PG_CLASS.RELFILENODE,
                        PG_ATTRIBUTE.ATTNUM,
                        PG_ATTRIBUTE.ATTNAME,
                        quoteIdent(PG_ATTRIBUTE.ATTNAME),
                        formatType(PG_ATTRIBUTE.ATTTYPID, PG_ATTRIBUTE.ATTTYPMOD),
                        PG_TYPE.TYPNAME,
                        PG_TYPE.TYPCATEGORY,
                        PG_ATTRIBUTE.ATTNOTNULL,
                        PG_ATTRIBUTE.ATTIDENTITY,
                        PG_ATTRIBUTE.ATTGENERATED,
                        EXPRESSION,
                        when(PG_ATTRIBUTE.ATTCOLLATION.ne(PG_TYPE.TYPCOLLATION), quoteIdent(PG_COLLATION.COLLNAME)),
                        LABELS,
                        colDescription(PG_CLASS.OID, PG_ATTRIBUTE.ATTNUM.coerce(SQLDataType.INTEGER)))
                .from(PG_ATTRIBUTE)
                .join(PG_CLASS)
                .on(PG_CLASS.OID.eq(PG_ATTRIBUTE.ATTRELID))
                .join(PG_NAMESPACE)
                .on(PG_NAMESPACE.OID.eq(PG_CLASS.RELNAMESPACE))
                .join(PG_TYPE)
                .on(PG_TYPE.OID.eq(PG_ATTRIBUTE.ATTTYPID))
                .leftJoin(PG_ATTRDEF)
                .on(PG_ATTRDEF.ADRELID.eq(PG_CLASS.OID), PG_ATTRDEF.ADNUM.eq(PG_ATTRIBUTE.ATTNUM))
                .leftJoin(PG_COLLATION)
                .on(PG_COLLATION.OID.eq(PG_ATTRIBUTE.ATTCOLLATION))
                .where(which)
                .and(PG_ATTRIBUTE.ATTNUM.gt(inline((short) 0)).andNot(PG_ATTRIBUTE.ATTISDROPPED))
                .orderBy(PG_NAMESPACE.NSPNAME, PG_CLASS.RELNAME, PG_ATTRIBUTE.ATTNUM)
                .fetch(mapping(TableColumn::new));
    }

    /** Returns whether PostgreSQL computes it from other columns. */
    public boolean isGenerated() {
        return !generated.isBlank();
    }

    public boolean isIdentity() {
        return !identity.isBlank();
    }

    /** Also after it, or its table, was given another name. */
    public boolean isSameAs(TableColumn other) {
        return table == other.table && number == other.number;
    }

    public Table<Record> owner() {
        return DSL.table(DSL.name(schema, tableName));
    }

    public Field<Object> field() {
        return DSL.field(DSL.name(name), SQLDataType.OTHER);
    }

    /** As people write it: posts.title. */
    public String title() {
        return tableTitle() + "." + name;
    }

    public String tableTitle() {
        return schema.equals("public") ? tableName : schema + "." + tableName;
    }
}
