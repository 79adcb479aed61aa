package blog.chain.migrations;

import static blog.schema.postgres.Tables.PG_STAT_XACT_USER_TABLES;

import java.util.HashMap;
import java.util.Map;
import org.jooq.DSLContext;

/**
 * Counts of rows that a transaction has deleted and updated, by table oid.
 *
 * @param deleted without those that a truncation took, which PostgreSQL does not count
 */
record RowChangeCounts(Map<Long, Long> deleted, Map<Long, Long> updated) {
    static final RowChangeCounts NONE = new RowChangeCounts(Map.of(), Map.of());

    static RowChangeCounts of(DSLContext sql) {
        var touched = new RowChangeCounts(new HashMap<>(), new HashMap<>());
        sql.select(
                        PG_STAT_XACT_USER_TABLES.RELID,
                        PG_STAT_XACT_USER_TABLES.N_TUP_DEL,
                        PG_STAT_XACT_USER_TABLES.N_TUP_UPD)
                .from(PG_STAT_XACT_USER_TABLES)
                .forEach(row -> {
                    touched.deleted.put(row.value1(), row.value2());
                    touched.updated.put(row.value1(), row.value3());
                });
        return touched;
    }

    /** PostgreSQL counts on, for a while, from what the session's last transaction did. */
    RowChangeCounts since(RowChangeCounts earlier) {
        return new RowChangeCounts(difference(deleted, earlier.deleted), difference(updated, earlier.updated));
    }

    private static Map<Long, Long> difference(Map<Long, Long> counts, Map<Long, Long> earlier) {
        var difference = new HashMap<Long, Long>();
        counts.forEach((table, count) -> {
            long more = count - earlier.getOrDefault(table, 0L);
            if (more > 0) difference.put(table, more);
        });
        return difference;
    }
}
