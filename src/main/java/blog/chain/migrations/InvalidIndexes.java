package blog.chain.migrations;

import static blog.chain.catalog.CatalogScope.inUserSchema;
import static blog.chain.catalog.CatalogScope.isRelation;
import static blog.schema.postgres.Tables.PG_CLASS;
import static blog.schema.postgres.Tables.PG_INDEX;
import static blog.schema.postgres.Tables.PG_NAMESPACE;
import static blog.schema.postgres.Tables.PG_STAT_PROGRESS_CREATE_INDEX;

import java.util.List;
import java.util.stream.Collectors;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;

/**
 * Finds indexes that a concurrent build left unfinished and that nobody is building now: they slow down writes, and no
 * query may use them.
 */
public record InvalidIndexes(List<String> names) {
    static InvalidIndexes of(DSLContext sql) {
        return new InvalidIndexes(sql.select(PG_NAMESPACE.NSPNAME, PG_CLASS.RELNAME)
                .from(PG_INDEX)
                .join(PG_CLASS)
                .on(PG_CLASS.OID.eq(PG_INDEX.INDEXRELID))
                .join(PG_NAMESPACE)
                .on(PG_NAMESPACE.OID.eq(PG_CLASS.RELNAMESPACE))
                .where(PG_INDEX.INDISVALID.isFalse())
                .and(inUserSchema())
                // That of a partitioned table is valid once each partition has its own.
                .and(isRelation("i"))
                .and(PG_INDEX.INDEXRELID.notIn(DSL.select(PG_STAT_PROGRESS_CREATE_INDEX.INDEX_RELID)
                        .from(PG_STAT_PROGRESS_CREATE_INDEX)
                        .where(PG_STAT_PROGRESS_CREATE_INDEX.INDEX_RELID.isNotNull())))
                .orderBy(PG_NAMESPACE.NSPNAME, PG_CLASS.RELNAME)
                .fetch(row -> quoted(row.value1(), row.value2())));
    }

    private static String quoted(String schema, String index) {
        var parts = schema.equals("public") ? List.of(index) : List.of(schema, index);
        return parts.stream().allMatch(part -> part.matches("[a-z_][a-z0-9_]*"))
                ? String.join(".", parts)
                : DSL.using(SQLDialect.POSTGRES).render(DSL.name(parts));
    }

    /** Advises how to remove them after a failed build; empty when there are none. */
    String afterFailure() {
        return names.isEmpty()
                ? ""
                : "\nThe build left an index that is invalid: no query uses it, and every write keeps it up. Drop it:\n"
                        + each("drop index concurrently ");
    }

    /** Advises what to do about them after migrations that PostgreSQL reported as done; empty when there are none. */
    public String afterSuccess() {
        return names.isEmpty()
                ? ""
                : "All migrations are applied, but an index is invalid: no query uses it, and every write keeps it up. It"
                        + " was left by an earlier build that failed, which “if not exists” passes over. Build it anew:\n"
                        + each("reindex index concurrently ");
    }

    /** Advises what to do about them after U scripts that PostgreSQL reported as done; empty when there are none. */
    public String afterUndo() {
        return names.isEmpty()
                ? ""
                : "All of it is undone, but an index is invalid: no query uses it, and every write keeps it up. Build it anew:\n"
                        + each("reindex index concurrently ");
    }

    private String each(String statement) {
        return names.stream().map(name -> "    " + statement + name + ";").collect(Collectors.joining("\n"));
    }
}
