package blog.chain.catalog;

import blog.platform.problem.CannotRunException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jooq.DSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Compares the live schema with this release's: at start-up, and periodically afterwards. */
public final class DriftMonitor {
    /** The longest time a result is reused: a probe comes every few seconds, and a schema hardly ever changes. */
    private static final Duration KEPT = Duration.ofMinutes(1);

    private static final Logger LOG = LoggerFactory.getLogger(DriftMonitor.class);

    private final Catalog expected;
    private final DSLContext sql;
    private final Clock clock;
    private SchemaDrift known = SchemaDrift.NONE;
    private Instant readAt = Instant.MIN;

    public DriftMonitor(Catalog expected, DSLContext sql, Clock clock) {
        this.expected = expected;
        this.sql = sql;
        this.clock = clock;
    }

    /**
     * Lets the service start, with a warning where the schema was altered in a way that does not matter to it.
     *
     * @throws CannotRunException naming the differences that break it
     */
    public synchronized void requireSound() {
        read();
        if (known.breaking()) {
            throw new CannotRunException(
                    "The database's schema was altered: its migrations are those of this release, but"
                            + " it is not.\n" + DriftText.of(known)
                            + "Repair it by hand, or write a migration that makes the change; ./blog db check"
                            + " says when all is well.");
        }
        if (!known.isEmpty()) tell();
    }

    /** Returns the drift, read at most a minute ago. One caller at a time reads; a schema is read in milliseconds. */
    public synchronized SchemaDrift drift() {
        if (clock.instant().isAfter(readAt.plus(KEPT))) {
            var before = known;
            read();
            if (!known.equals(before)) tell();
        }
        return known;
    }

    private void read() {
        known = expected.driftOf(Catalog.of(sql));
        readAt = clock.instant();
    }

    private void tell() {
        if (known.isEmpty()) {
            LOG.info("the database's schema is as this release expects it again");
        } else {
            LOG.warn(
                    "the database's schema is not as this release expects it; see ./blog db check\n{}",
                    DriftText.of(known));
        }
    }
}
