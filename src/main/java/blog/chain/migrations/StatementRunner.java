package blog.chain.migrations;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** Runs the statements of a migration one by one, as Flyway does, and notifies a listener. */
public final class StatementRunner {
    private StatementRunner() {}

    /**
     * In whatever transaction the connection is in: with auto-commit, each statement is one of its own.
     *
     * @throws StatementFailure at the first statement that fails, naming its line and SQL; those after it are not run
     */
    public static void run(Connection connection, List<ScriptStatement> steps, StatementListener watch)
            throws SQLException {
        for (var step : steps) {
            watch.before(step);
            long since = System.nanoTime();
            execute(connection, step);
            watch.after(step, Duration.ofNanos(System.nanoTime() - since));
        }
    }

    private static void execute(Connection connection, ScriptStatement step) throws StatementFailure {
        try (var statement = connection.createStatement()) {
            // A brace in a migration is a brace, not an escape of JDBC's.
            statement.setEscapeProcessing(false);
            statement.execute(step.sql());
        } catch (SQLException fault) {
            throw new StatementFailure(step, fault);
        }
    }
}
