package blog.migrations;

import blog.config.Settings;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/** Runs a script as it stands, without Flyway and its history. */
final class ScriptRun {
    private ScriptRun() {}

    static void run(Settings.Login login, String text) throws SQLException {
        var simply = new Properties();
        simply.setProperty("user", login.user());
        simply.setProperty("password", login.password());
        // The driver takes the function bodies of begin atomic apart otherwise.
        simply.setProperty("preferQueryMode", "simple");
        try (var connection = DriverManager.getConnection(login.jdbcUrl(), simply);
                var statement = connection.createStatement()) {
            connection.setAutoCommit(text.contains(" concurrently "));
            statement.execute(text);
            if (!connection.getAutoCommit()) connection.commit();
        }
    }
}
