package blog.build;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import java.util.UUID;
import org.postgresql.Driver;

/** A server that was named. It keeps what it has: a database of the build's own is made there, and dropped afterwards. */
record GivenServer(ThrowawayFolder folder, String url) {
    private static final String LACKS_PRIVILEGE = "42501";

    ThrowawayDatabase start() throws IOException, SQLException {
        var parts = Driver.parseURL(url, null);
        if (parts == null) {
            throw new IllegalArgumentException("-Dbuild.db is not a PostgreSQL URL: " + withoutPassword(url));
        }
        var server = parts.getProperty("PGHOST") + ":" + parts.getProperty("PGPORT");
        var user = parts.getProperty("user", System.getProperty("user.name"));
        var database = "blog_build_" + UUID.randomUUID().toString().replace("-", "");
        try (var connection = connect(server)) {
            note(database);
            create(database, connection, user, server);
        }
        return new ThrowawayDatabase(
                "a database on " + server,
                "-Dbuild.db",
                url.replaceFirst("^(jdbc:postgresql:(//[^/]*/)?)[^?]*", "$1" + database),
                user,
                parts.getProperty("password", ""));
    }

    private void create(String database, Connection connection, String user, String server)
            throws IOException, SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("create database " + database + " template template0");
        } catch (SQLException fault) {
            Files.delete(folder.resolve("database"));
            if (!LACKS_PRIVILEGE.equals(fault.getSQLState())) throw fault;
            throw new IllegalStateException("the role " + user + " may not create a database on " + server
                    + ", which -Dbuild.db names; run there: alter role " + user + " createdb");
        }
    }

    private Connection connect(String server) {
        try {
            var limits = new Properties();
            limits.setProperty("loginTimeout", "10");
            limits.setProperty("connectTimeout", "10");
            return new Driver().connect(url, limits);
        } catch (SQLException fault) {
            throw new IllegalStateException(
                    "the PostgreSQL on " + server + ", which -Dbuild.db names, lets nobody in: " + fault.getMessage());
        }
    }

    /** What the stop script needs to drop the database once this JVM is gone. The URL may hold a password. */
    private void note(String database) throws IOException {
        var file = folder.resolve("database");
        folder.write("database", "");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        folder.write(
                "database",
                System.getProperty("java.home") + "/bin/java\n" + driver() + "\n" + url + "\n" + database + "\n");
    }

    private static Path driver() {
        try {
            return Path.of(Driver.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException fault) {
            throw new IllegalStateException(fault);
        }
    }

    static String withoutPassword(String url) {
        return url.replaceAll("(?i)password=[^&]*", "password=…").replaceAll("//[^/@]*@", "//…@");
    }
}
