package blog.chain.catalog;

import static blog.chain.catalog.CatalogScope.comment;
import static blog.chain.catalog.CatalogScope.current;
import static blog.chain.catalog.CatalogScope.isRelation;
import static blog.chain.catalog.CatalogScope.notOfAnExtension;
import static blog.chain.catalog.CatalogScope.ourRelation;
import static blog.chain.catalog.CatalogScope.ourType;
import static blog.schema.postgres.Routines.formatType;
import static blog.schema.postgres.Routines.pgGetFunctionIdentityArguments;
import static blog.schema.postgres.Routines.pgGetFunctiondef;
import static blog.schema.postgres.Routines.pgGetViewdef4;
import static blog.schema.postgres.Routines.quoteIdent;
import static blog.schema.postgres.Tables.PG_CLASS;
import static blog.schema.postgres.Tables.PG_DEPEND;
import static blog.schema.postgres.Tables.PG_ENUM;
import static blog.schema.postgres.Tables.PG_PROC;
import static blog.schema.postgres.Tables.PG_SEQUENCE;
import static blog.schema.postgres.Tables.PG_TYPE;
import static org.jooq.Records.mapping;
import static org.jooq.impl.DSL.currentSchema;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.listAgg;
import static org.jooq.impl.DSL.notExists;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectOne;
import static org.jooq.impl.DSL.when;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jooq.DSLContext;

/**
 * Reads a live schema, with one query per kind of object. Definitions are requested in PostgreSQL's pretty form, which
 * qualifies only the names of objects in other schemas.
 */
final class CatalogReader {
    private static final Map<String, String> PERSISTENCES = Map.of("u", "unlogged", "t", "temporary");

    private final DSLContext sql;

    CatalogReader(DSLContext sql) {
        this.sql = sql;
    }

    List<SchemaObject> objects() {
        return Stream.of(relations(), functions(), types(), sequences(), new TablePartReader(sql).objects())
                .flatMap(List::stream)
                .toList();
    }

    private List<SchemaObject> relations() {
        return sql.select(
                        quoteIdent(PG_CLASS.RELNAME),
                        PG_CLASS.RELKIND,
                        PG_CLASS.RELPERSISTENCE,
                        PG_CLASS.RELROWSECURITY,
                        when(PG_CLASS.RELKIND.in(inline("v"), inline("m")), pgGetViewdef4(PG_CLASS.OID, inline(true))),
                        comment(PG_CLASS.OID, PG_CLASS.getName()))
                .from(PG_CLASS)
                .where(ourRelation(), isRelation("r", "p", "f", "v", "m"))
                .fetch(mapping((name, kind, persistence, security, view, comment) -> SchemaObject.of(
                                view == null ? ObjectKind.TABLE : ObjectKind.VIEW, "", name)
                        .with("partitioned", kind.equals("p") ? "yes" : null)
                        .with("foreign", kind.equals("f") ? "yes" : null)
                        .with("materialized", kind.equals("m") ? "yes" : null)
                        .with("persistence", PERSISTENCES.get(persistence))
                        .with("row security", security ? "on" : "off")
                        .with(SchemaObject.DEFINITION, view)
                        .with(SchemaObject.COMMENT, comment)));
    }

    /** Without aggregates, of which PostgreSQL cannot write the definition. */
    private List<SchemaObject> functions() {
        return sql.select(
                        quoteIdent(PG_PROC.PRONAME),
                        pgGetFunctionIdentityArguments(PG_PROC.OID),
                        pgGetFunctiondef(PG_PROC.OID),
                        quoteIdent(currentSchema()),
                        comment(PG_PROC.OID, PG_PROC.getName()))
                .from(PG_PROC)
                .where(current(PG_PROC.PRONAMESPACE), notOfAnExtension(CatalogScope.FUNCTIONS, PG_PROC.OID))
                .and(PG_PROC.PROKIND.ne(inline("a")))
                .fetch(mapping((name, arguments, definition, schema, comment) -> SchemaObject.of(
                                ObjectKind.FUNCTION, "", name + "(" + arguments + ")")
                        .with(SchemaObject.DEFINITION, normalized(definition, schema, name))
                        .with(SchemaObject.COMMENT, comment)));
    }

    /** Without the schema that PostgreSQL puts before the name, and whatever line ends the migration's file had. */
    private static String normalized(String definition, String schema, String name) {
        return definition
                .replace(" " + schema + "." + name + "(", " " + name + "(")
                .replace("\r\n", "\n")
                .stripTrailing();
    }

    private List<SchemaObject> types() {
        var labels = select(listAgg(PG_ENUM.ENUMLABEL, ", ").withinGroupOrderBy(PG_ENUM.ENUMSORTORDER))
                .from(PG_ENUM)
                .where(PG_ENUM.ENUMTYPID.eq(PG_TYPE.OID));
        return sql.select(
                        quoteIdent(PG_TYPE.TYPNAME),
                        field(labels),
                        when(PG_TYPE.TYPTYPE.eq(inline("d")), formatType(PG_TYPE.TYPBASETYPE, PG_TYPE.TYPTYPMOD)),
                        PG_TYPE.TYPNOTNULL,
                        PG_TYPE.TYPDEFAULT,
                        comment(PG_TYPE.OID, PG_TYPE.getName()))
                .from(PG_TYPE)
                .leftJoin(PG_CLASS)
                .on(PG_CLASS.OID.eq(PG_TYPE.TYPRELID))
                .where(ourType())
                .fetch(mapping(
                        (name, enumLabels, base, notNull, value, comment) -> SchemaObject.of(ObjectKind.TYPE, "", name)
                                .with("labels", enumLabels)
                                .with(SchemaObject.TYPE, base)
                                .with(SchemaObject.NULLABLE, notNull ? "no" : "yes")
                                .with(SchemaObject.DEFAULT, value)
                                .with(SchemaObject.COMMENT, comment)));
    }

    /** Those that no identity column made. */
    private List<SchemaObject> sequences() {
        var internal = selectOne()
                .from(PG_DEPEND)
                .where(PG_DEPEND.CLASSID.eq(inline(CatalogScope.RELATIONS)), PG_DEPEND.OBJID.eq(PG_CLASS.OID))
                .and(PG_DEPEND.DEPTYPE.eq(inline("i")));
        return sql.select(
                        quoteIdent(PG_CLASS.RELNAME),
                        formatType(PG_SEQUENCE.SEQTYPID, inline((Integer) null)),
                        PG_SEQUENCE.SEQSTART,
                        PG_SEQUENCE.SEQINCREMENT,
                        PG_SEQUENCE.SEQMIN,
                        PG_SEQUENCE.SEQMAX,
                        PG_SEQUENCE.SEQCYCLE,
                        comment(PG_CLASS.OID, PG_CLASS.getName()))
                .from(PG_SEQUENCE)
                .join(PG_CLASS)
                .on(PG_CLASS.OID.eq(PG_SEQUENCE.SEQRELID))
                .where(ourRelation(), notExists(internal))
                .fetch(mapping((name, type, start, step, least, most, cycle, comment) -> SchemaObject.of(
                                ObjectKind.SEQUENCE, "", name)
                        .with(SchemaObject.TYPE, type)
                        .with("start", "" + start)
                        .with("increment", "" + step)
                        .with("range", least + " to " + most + (cycle ? ", again and again" : ""))
                        .with(SchemaObject.COMMENT, comment)));
    }
}
