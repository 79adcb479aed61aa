package blog.chain.plan;

import static blog.chain.catalog.CatalogScope.inSchema;
import static blog.chain.catalog.CatalogScope.isRelation;
import static blog.schema.postgres.Tables.PG_CLASS;

import blog.schema.postgres.Routines;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jooq.DSLContext;

/** The file nodes and sizes of tables and indexes at one moment. */
record StorageSnapshot(Map<String, Relation> relations) {
    /**
     * @param node the number of its file, another one after it was written anew
     * @param bytes of a table with all that belongs to it; 0 for an index, which belongs to its table
     */
    record Relation(long oid, boolean index, long node, long bytes) {}

    /** @param sql the connection that migrates: nobody else sees its files before it commits */
    static StorageSnapshot of(DSLContext sql) {
        var relations = new TreeMap<String, Relation>();
        var size = Routines.pgTotalRelationSize(PG_CLASS.OID);
        sql.select(PG_CLASS.RELNAME, PG_CLASS.OID, PG_CLASS.RELKIND, Routines.pgRelationFilenode(PG_CLASS.OID), size)
                .from(PG_CLASS)
                .where(inSchema(ShadowDatabase.SCHEMA), isRelation("r", "m", "i"))
                .forEach(row -> {
                    boolean index = "i".equals(row.value3());
                    relations.put(
                            row.value1(), new Relation(row.value2(), index, row.value4(), index ? 0 : row.value5()));
                });
        return new StorageSnapshot(relations);
    }

    Set<String> names() {
        return relations.keySet();
    }

    /** Returns the tables and indexes that existed before and are in another file now. */
    List<String> rewrittenSince(StorageSnapshot before) {
        return relations.entrySet().stream()
                .filter(now -> {
                    var then = before.relations.get(now.getKey());
                    return then != null && then.node != now.getValue().node;
                })
                .map(now -> (now.getValue().index ? "index " : "table ") + now.getKey())
                .sorted(Comparator.reverseOrder())
                .toList();
    }

    long bytesSince(StorageSnapshot before) {
        return bytes() - before.bytes();
    }

    private long bytes() {
        return relations.values().stream().mapToLong(Relation::bytes).sum();
    }
}
