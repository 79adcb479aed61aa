package blog.chain.catalog;

import static blog.chain.catalog.CatalogScope.comment;
import static blog.chain.catalog.CatalogScope.isRelation;
import static blog.chain.catalog.CatalogScope.ourRelation;
import static blog.chain.catalog.CatalogScope.ourType;
import static blog.schema.postgres.Routines.pgGetConstraintdef2;
import static blog.schema.postgres.Routines.pgGetIndexdef2;
import static blog.schema.postgres.Routines.pgGetTriggerdef2;
import static blog.schema.postgres.Routines.quoteIdent;
import static blog.schema.postgres.Tables.PG_CLASS;
import static blog.schema.postgres.Tables.PG_CONSTRAINT;
import static blog.schema.postgres.Tables.PG_INDEX;
import static blog.schema.postgres.Tables.PG_TRIGGER;
import static blog.schema.postgres.Tables.PG_TYPE;
import static org.jooq.Records.mapping;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.notExists;
import static org.jooq.impl.DSL.selectOne;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jooq.DSLContext;

/** Reads the parts of tables, views and types: columns, constraints, indexes, triggers. */
final class TablePartReader {
    private static final Map<String, String> IDENTITIES = Map.of("a", "always", "d", "by default");
    private static final Map<String, String> GENERATIONS = Map.of("s", "stored", "v", "virtual");
    private static final Map<String, String> ENABLINGS =
            Map.of("O", "yes", "D", "no", "R", "on replicas", "A", "always");

    private final DSLContext sql;

    TablePartReader(DSLContext sql) {
        this.sql = sql;
    }

    List<SchemaObject> objects() {
        return Stream.of(columns(), constraints(), indexes(), triggers())
                .flatMap(List::stream)
                .toList();
    }

    private List<SchemaObject> columns() {
        return TableColumn.of(sql, ourRelation().and(isRelation("r", "p", "f", "c"))).stream()
                .map(TablePartReader::column)
                .toList();
    }

    private static SchemaObject column(TableColumn column) {
        var generation = GENERATIONS.get(column.generated());
        return SchemaObject.of(ObjectKind.COLUMN, column.quotedTable(), column.quotedName())
                .with(SchemaObject.TYPE, column.type())
                .with("collation", column.collation())
                .with(SchemaObject.NULLABLE, column.notNull() ? "no" : "yes")
                .with(SchemaObject.IDENTITY, IDENTITIES.get(column.identity()))
                .with(SchemaObject.DEFAULT, generation == null ? column.expression() : null)
                .with(SchemaObject.GENERATED, generation == null ? null : generation + ": " + column.expression())
                .with(SchemaObject.COMMENT, column.comment());
    }

    /** That a column is not null is said of the column; it is listed here only while older rows are unchecked. */
    private List<SchemaObject> constraints() {
        return sql.select(
                        coalesce(quoteIdent(PG_CLASS.RELNAME), quoteIdent(PG_TYPE.TYPNAME)),
                        quoteIdent(PG_CONSTRAINT.CONNAME),
                        pgGetConstraintdef2(PG_CONSTRAINT.OID, inline(true)),
                        PG_CONSTRAINT.CONVALIDATED,
                        comment(PG_CONSTRAINT.OID, PG_CONSTRAINT.getName()))
                .from(PG_CONSTRAINT)
                .leftJoin(PG_CLASS)
                .on(PG_CLASS.OID.eq(PG_CONSTRAINT.CONRELID))
                .leftJoin(PG_TYPE)
                .on(PG_TYPE.OID.eq(PG_CONSTRAINT.CONTYPID))
                .where(ourRelation().or(ourType()))
                .and(PG_CONSTRAINT
                        .CONTYPE
                        .in(inline("c"), inline("f"), inline("p"), inline("u"), inline("x"))
                        .or(PG_CONSTRAINT.CONTYPE.eq(inline("n")).andNot(PG_CONSTRAINT.CONVALIDATED)))
                .fetch(mapping(
                        (of, name, definition, validated, comment) -> SchemaObject.of(ObjectKind.CONSTRAINT, of, name)
                                .with(SchemaObject.DEFINITION, definition.replaceFirst(" NOT VALID$", ""))
                                .with(SchemaObject.VALIDATED, validated ? "yes" : "no")
                                .with(SchemaObject.COMMENT, comment)));
    }

    /** Those that no constraint made: of the others, the constraint tells. */
    private List<SchemaObject> indexes() {
        var index = PG_CLASS.as("index");
        return sql.select(
                        quoteIdent(PG_CLASS.RELNAME),
                        quoteIdent(index.RELNAME),
                        pgGetIndexdef2(PG_INDEX.INDEXRELID, inline(0), inline(true)),
                        PG_INDEX.INDISUNIQUE,
                        PG_INDEX.INDISVALID,
                        comment(PG_INDEX.INDEXRELID, PG_CLASS.getName()))
                .from(PG_INDEX)
                .join(index)
                .on(index.OID.eq(PG_INDEX.INDEXRELID))
                .join(PG_CLASS)
                .on(PG_CLASS.OID.eq(PG_INDEX.INDRELID))
                .where(ourRelation())
                .and(notExists(selectOne()
                        .from(PG_CONSTRAINT)
                        .where(PG_CONSTRAINT.CONINDID.eq(PG_INDEX.INDEXRELID))
                        .and(PG_CONSTRAINT.CONTYPE.in(inline("p"), inline("u"), inline("x")))))
                .fetch(mapping((table, name, definition, unique, valid, comment) -> SchemaObject.of(
                                ObjectKind.INDEX, table, name)
                        .with(SchemaObject.DEFINITION, definition)
                        .with(SchemaObject.UNIQUE, unique ? "yes" : "no")
                        .with(SchemaObject.VALID, valid ? "yes" : "no")
                        .with(SchemaObject.COMMENT, comment)));
    }

    private List<SchemaObject> triggers() {
        return sql.select(
                        quoteIdent(PG_CLASS.RELNAME),
                        quoteIdent(PG_TRIGGER.TGNAME),
                        pgGetTriggerdef2(PG_TRIGGER.OID, inline(true)),
                        PG_TRIGGER.TGENABLED,
                        comment(PG_TRIGGER.OID, PG_TRIGGER.getName()))
                .from(PG_TRIGGER)
                .join(PG_CLASS)
                .on(PG_CLASS.OID.eq(PG_TRIGGER.TGRELID))
                .where(ourRelation())
                .andNot(PG_TRIGGER.TGISINTERNAL)
                .fetch(mapping(
                        (table, name, definition, enabled, comment) -> SchemaObject.of(ObjectKind.TRIGGER, table, name)
                                .with(SchemaObject.DEFINITION, definition)
                                .with(SchemaObject.ENABLED, ENABLINGS.get(enabled))
                                .with(SchemaObject.COMMENT, comment)));
    }
}
