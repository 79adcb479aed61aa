package blog.chain.migrations;

import blog.platform.config.Settings;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;

/** Runs a script, without Flyway and its history. */
final class ScriptRun {
    private ScriptRun() {}

    static void forward(Settings.Login login, MigrationScripts scripts, MigrationScript script) throws SQLException {
        run(login, scripts.steps(script), scripts.transactional(script));
    }

    static void back(Settings.Login login, MigrationScripts scripts, MigrationScript script) throws SQLException {
        var steps = ScriptStatement.of(scripts.back(script).orElseThrow());
        run(login, steps, steps.stream().allMatch(ScriptStatement::transactional));
    }

    private static void run(Settings.Login login, List<ScriptStatement> steps, boolean transactional)
            throws SQLException {
        var simply = new Properties();
        simply.setProperty("user", login.user());
        simply.setProperty("password", login.password());
        // The driver takes the function bodies of begin atomic apart otherwise.
        simply.setProperty("preferQueryMode", "simple");
        try (var connection = DriverManager.getConnection(login.jdbcUrl(), simply)) {
            connection.setAutoCommit(!transactional);
            StatementRunner.run(connection, steps, StatementListener.NONE);
            if (transactional) connection.commit();
        }
    }
}
