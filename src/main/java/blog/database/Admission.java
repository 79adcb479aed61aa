package blog.database;

import blog.problem.Problem;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jooq.ConnectionProvider;
import org.jooq.exception.DataAccessException;

/** Hands out the pool's connections; who finds none within the pool's short wait is told to come back. */
final class Admission implements ConnectionProvider {
    private final DataSource pool;

    Admission(DataSource pool) {
        this.pool = pool;
    }

    @Override
    public Connection acquire() {
        try {
            return pool.getConnection();
        } catch (SQLException none) {
            throw Problem.busy("The database is out of reach or has more to do than it can; try again in a moment.");
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
