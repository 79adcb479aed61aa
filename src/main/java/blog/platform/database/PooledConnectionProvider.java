package blog.platform.database;

import blog.platform.problem.Problem;
import blog.platform.problem.Refusal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.jooq.ConnectionProvider;
import org.jooq.exception.DataAccessException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Provides the pool's connections to jOOQ; throws {@code Problem.busy} when none frees up within POOL_WAIT. */
final class PooledConnectionProvider implements ConnectionProvider {
    private static final Logger LOG = LoggerFactory.getLogger(PooledConnectionProvider.class);
    private static final Duration BETWEEN_WARNINGS = Duration.ofSeconds(1);

    private final DataSource pool;
    private final AtomicLong warned = new AtomicLong(System.nanoTime() - BETWEEN_WARNINGS.toNanos());

    PooledConnectionProvider(DataSource pool) {
        this.pool = pool;
    }

    @Override
    public Connection acquire() {
        try {
            return pool.getConnection();
        } catch (SQLException none) {
            warn(none);
            throw Problem.busy(
                    Refusal.CONNECTIONS, "The database is unreachable or overloaded; try again in a moment.");
        }
    }

    /** Once a second at most: in an outage every request comes here. */
    private void warn(SQLException none) {
        var now = System.nanoTime();
        var last = warned.get();
        if (now - last >= BETWEEN_WARNINGS.toNanos() && warned.compareAndSet(last, now)) {
            LOG.warn("no connection to the database: {}", none.getMessage());
        }
    }

    @Override
    public void release(Connection connection) {
        try {
            connection.close();
        } catch (SQLException fault) {
            throw new DataAccessException("Could not give a connection back", fault);
        }
    }
}
