package blog.chain.migrations;

import static blog.schema.Tables.FLYWAY_SCHEMA_HISTORY;

import blog.platform.problem.CannotRunException;
import blog.schema.postgres.Routines;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;

/** Flyway's advisory lock, taken by operations that Flyway does not perform, so that the two exclude each other. */
final class FlywayLock implements AutoCloseable {
    /** PostgreSQLAdvisoryLockTemplate of Flyway adds to this the hash of the history table's quoted name. */
    private static final long MAGIC = 77_431_708_279_161L;

    private static final long BETWEEN_ATTEMPTS = 200;

    private final Connection connection;
    private final long number;

    private FlywayLock(Connection connection, long number) {
        this.connection = connection;
        this.number = number;
    }

    /**
     * Waits as long as another run takes. It asks again and again, as Flyway does: a session that waits inside a
     * statement would be waited for by an index that the other run builds concurrently.
     */
    static FlywayLock take(DataSource database, MigrationProgress progress) {
        try {
            var connection = database.getConnection();
            var sql = DSL.using(connection, SQLDialect.POSTGRES);
            try {
                var lock = new FlywayLock(connection, number(sql));
                lock.await(sql, progress);
                return lock;
            } catch (DataAccessException | InterruptedException fault) {
                connection.close();
                throw fault;
            }
        } catch (SQLException | DataAccessException fault) {
            throw new CannotRunException("Cannot take the migration lock: " + ServerRefusal.of(fault), fault);
        } catch (InterruptedException fault) {
            Thread.currentThread().interrupt();
            throw new CannotRunException("Interrupted while waiting for another run to end.", fault);
        }
    }

    /** Says so where another run is at work: Flyway, which then waits for it, does not. */
    static void announce(DataSource database, MigrationProgress progress) {
        var sql = DSL.using(database, SQLDialect.POSTGRES);
        var held = sql.connectionResult(connection -> {
            var own = DSL.using(connection, SQLDialect.POSTGRES);
            var number = number(own);
            var taken = Boolean.TRUE.equals(Routines.pgTryAdvisoryLock1(own.configuration(), number));
            if (taken) Routines.pgAdvisoryUnlock1(own.configuration(), number);
            return !taken;
        });
        if (held) progress.waits();
    }

    private void await(DSLContext sql, MigrationProgress progress) throws InterruptedException {
        for (int attempt = 0; !taken(sql); attempt++) {
            if (attempt == 0) progress.waits();
            Thread.sleep(BETWEEN_ATTEMPTS);
        }
    }

    static long number(DSLContext sql) {
        var schema = sql.select(DSL.currentSchema()).fetchSingle().value1();
        return MAGIC + ("\"" + schema + "\".\"" + FLYWAY_SCHEMA_HISTORY.getName() + "\"").hashCode();
    }

    private boolean taken(DSLContext sql) {
        return Boolean.TRUE.equals(Routines.pgTryAdvisoryLock1(sql.configuration(), number));
    }

    @Override
    public void close() {
        try (connection) {
            Routines.pgAdvisoryUnlock1(
                    DSL.using(connection, SQLDialect.POSTGRES).configuration(), number);
        } catch (SQLException | DataAccessException sessionIsGone) {
            // So is the lock, then; and what was done under it is done.
        }
    }
}
