package blog.chain.catalog;

import static blog.schema.postgres.Routines.objDescription1;
import static blog.schema.postgres.Tables.PG_CLASS;
import static blog.schema.postgres.Tables.PG_DEPEND;
import static blog.schema.postgres.Tables.PG_NAMESPACE;
import static blog.schema.postgres.Tables.PG_TYPE;
import static org.jooq.impl.DSL.currentSchema;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.notExists;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectOne;

import java.util.stream.Stream;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Record1;
import org.jooq.Select;
import org.jooq.TableField;
import org.jooq.impl.DSL;

/**
 * Conditions on the rows of PostgreSQL's system catalogs: those that restrict them to our schema, and those that
 * restrict them to users' schemas.
 */
public final class CatalogScope {
    /** Flyway's table: it is written by what changes the schema, and is no part of it. */
    private static final String HISTORY = "flyway_schema_history";

    /** The numbers of PostgreSQL's own tables, the same in every version. */
    static final long TYPES = 1247;

    static final long FUNCTIONS = 1255;
    static final long RELATIONS = 1259;

    private CatalogScope() {}

    /** Of the schema that unqualified names lead to. */
    public static Condition ourRelation() {
        return current(PG_CLASS.RELNAMESPACE).and(isNotHistory()).and(notOfAnExtension(RELATIONS, PG_CLASS.OID));
    }

    public static Condition isNotHistory() {
        return PG_CLASS.RELNAME.ne(inline(HISTORY));
    }

    /** For a session whose search path a migration may have set. */
    public static Condition inSchema(String schema) {
        return PG_CLASS.RELNAMESPACE.eq(namespace(inline(schema)));
    }

    /** For a query that joins PG_NAMESPACE: any schema but PostgreSQL's own. */
    public static Condition inUserSchema() {
        return PG_NAMESPACE
                .NSPNAME
                .notLike(inline("pg\\_%"), '\\')
                .and(PG_NAMESPACE.NSPNAME.ne(inline("information_schema")));
    }

    /** An enum, a domain, or a composite type that is not just the rows of a table. */
    static Condition ourType() {
        return current(PG_TYPE.TYPNAMESPACE)
                .and(PG_TYPE.TYPTYPE.in(inline("e"), inline("d")).or(isRelation("c")))
                .and(notOfAnExtension(TYPES, PG_TYPE.OID));
    }

    static Condition current(TableField<Record, Long> namespace) {
        return namespace.eq(namespace(currentSchema()));
    }

    private static Select<Record1<Long>> namespace(Field<String> schema) {
        return select(PG_NAMESPACE.OID).from(PG_NAMESPACE).where(PG_NAMESPACE.NSPNAME.eq(schema));
    }

    /** Excludes the objects of extensions: they depend on the extension's version, not on the schema's. */
    static Condition notOfAnExtension(long catalog, Field<Long> object) {
        return notExists(selectOne()
                .from(PG_DEPEND)
                .where(PG_DEPEND.CLASSID.eq(inline(catalog)), PG_DEPEND.OBJID.eq(object))
                .and(PG_DEPEND.DEPTYPE.eq(inline("e"))));
    }

    /** @param kinds letters of the catalog: r a table, p a partitioned one, i an index … */
    public static Condition isRelation(String... kinds) {
        return PG_CLASS.RELKIND.in(Stream.of(kinds).map(DSL::inline).toList());
    }

    static Field<String> comment(Field<Long> object, String catalog) {
        return objDescription1(object, inline(catalog));
    }
}
