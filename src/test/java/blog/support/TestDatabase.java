package blog.support;

import blog.chain.migrations.MigrationProgress;
import blog.chain.migrations.Migrator;
import blog.platform.config.Settings;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/**
 * Databases for tests: one PostgreSQL a run, and in it as many databases as tests ask for. Which server it is, is
 * chosen by {@link TestServer}. A database not dropped by its test goes at the end of the run.
 */
public final class TestDatabase {
    private static final String PREFIX = "blog_test_";

    private static final Set<String> OPEN = ConcurrentHashMap.newKeySet();

    private static @Nullable Loan loan;

    private record Loan(TestServer server, String template) {}

    private TestDatabase() {}

    /**
     * To be called before the first database is made: they come from that server, and fresh ones are copies of the
     * template. With these classes loaded a second time, tests run on another schema than the migrated one.
     */
    public static void borrow(String url, String template) {
        loan = new Loan(TestServer.given(url), template);
    }

    /** Drops what is left on the borrowed server. */
    public static void giveBack() {
        OPEN.forEach(TestDatabase::drop);
    }

    /** A new database at the newest schema, with nothing in it. */
    public static Settings.Login fresh() {
        return create("template " + (loan == null ? Template.NAME : loan.template()) + " strategy file_copy");
    }

    /** A new database without a schema. */
    public static Settings.Login bare() {
        return create("template template0");
    }

    /** As {@link #fresh}, on the plainest locale there is, which knows no letters but a to z. */
    public static Settings.Login ofLocaleC() {
        if (loan != null) Assumptions.abort("a borrowed schema is copied, and migrations would make another");
        var login = create("template template0 locale_provider libc locale 'C'");
        Migrator.of(login).migrate(MigrationProgress.NONE);
        return login;
    }

    /** Ends what is connected to the database, too. */
    public static void drop(Settings.Login database) {
        drop(database.database());
    }

    private static Settings.Login create(String how) {
        var name = PREFIX + UUID.randomUUID().toString().replace("-", "");
        OPEN.add(name);
        run("create database " + name + " " + how);
        return running().login(name);
    }

    private static void drop(String name) {
        if (OPEN.remove(name)) run("drop database if exists " + name + " with (force)");
    }

    private static TestServer running() {
        return loan == null ? Server.RUNNING : loan.server();
    }

    private static void run(String statement) {
        try (var connection = connect(running().admin());
                var sql = connection.createStatement()) {
            sql.execute(statement);
        } catch (SQLException fault) {
            throw new IllegalStateException(statement + ": " + fault.getMessage(), fault);
        }
    }

    /** The server itself, beside all databases of tests. */
    public static Sql server() {
        return new Sql(running().admin());
    }

    /** For what only plain SQL can say. */
    public static Connection connect(Settings.Login login) throws SQLException {
        return DriverManager.getConnection(login.jdbcUrl(), login.user(), login.password());
    }

    private static void end() {
        if (Server.RUNNING.kept()) OPEN.forEach(TestDatabase::drop);
        Server.RUNNING.close();
    }

    /** Started by the first test that asks, once. */
    private static final class Server {
        static final TestServer RUNNING = TestServer.start();

        static {
            System.out.println("Tests run on PostgreSQL, " + RUNNING.description());
            Runtime.getRuntime().addShutdownHook(new Thread(TestDatabase::end, "end of test databases"));
        }
    }

    /** Migrated by the first test that asks, once. */
    private static final class Template {
        static final String NAME = migrated();

        private static String migrated() {
            var login = create("template template0");
            Migrator.of(login).migrate(MigrationProgress.NONE);
            return login.database();
        }
    }
}
