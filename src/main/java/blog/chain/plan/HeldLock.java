package blog.chain.plan;

import static blog.chain.catalog.CatalogScope.inSchema;
import static blog.schema.postgres.Tables.PG_CLASS;
import static blog.schema.postgres.Tables.PG_LOCKS;

import java.util.Comparator;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.jooq.DSLContext;

/** A lock that a migration holds on an object that existed before it. */
record HeldLock(Mode mode, String relation) {
    /** Weakest first; from SHARE on, writers wait. */
    enum Mode {
        ACCESS_SHARE("AccessShareLock"),
        ROW_SHARE("RowShareLock"),
        ROW_EXCLUSIVE("RowExclusiveLock"),
        SHARE_UPDATE_EXCLUSIVE("ShareUpdateExclusiveLock"),
        SHARE("ShareLock"),
        SHARE_ROW_EXCLUSIVE("ShareRowExclusiveLock"),
        EXCLUSIVE("ExclusiveLock"),
        ACCESS_EXCLUSIVE("AccessExclusiveLock");

        private final String inCatalog;

        Mode(String inCatalog) {
            this.inCatalog = inCatalog;
        }

        static Mode of(String inCatalog) {
            for (var mode : values()) {
                if (mode.inCatalog.equals(inCatalog)) return mode;
            }
            throw new IllegalArgumentException(inCatalog);
        }

        boolean stopsWriters() {
            return compareTo(SHARE) >= 0;
        }

        @Override
        public String toString() {
            return name().replace('_', ' ');
        }
    }

    private static final Comparator<HeldLock> STRENGTH =
            Comparator.comparing(HeldLock::mode).thenComparing(HeldLock::relation, Comparator.reverseOrder());

    /** Returns the locks that a server process holds on tables and indexes of the schema. */
    static Set<HeldLock> heldBy(DSLContext sql, int process) {
        return new HashSet<>(sql.select(PG_LOCKS.MODE, PG_CLASS.RELNAME)
                .from(PG_LOCKS)
                .join(PG_CLASS)
                .on(PG_CLASS.OID.eq(PG_LOCKS.RELATION))
                .where(PG_LOCKS.PID.eq(process))
                .and(PG_LOCKS.GRANTED)
                .and(inSchema(ShadowDatabase.SCHEMA))
                .fetch(row -> new HeldLock(Mode.of(row.value1()), row.value2())));
    }

    static Stream<HeldLock> strongestFirst(Set<HeldLock> locks) {
        return locks.stream().sorted(STRENGTH.reversed());
    }

    @Override
    public String toString() {
        return mode + " on " + relation;
    }
}
