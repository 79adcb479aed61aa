package blog.platform.database;

import static org.assertj.core.api.Assertions.assertThat;

import blog.platform.config.Settings;
import blog.support.Client;
import blog.support.TestBlog;
import blog.support.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** One connection, a wait of 250 ms for it, and one second for a statement. */
class OutageTest {
    @AutoClose
    private static TestBlog blog;

    private static Client anyone;
    private static Client ann;

    @BeforeAll
    static void start() {
        blog = TestBlog.start(OutageTest::narrow);
        anyone = blog.client();
        ann = anyone.member();
    }

    private static Settings narrow(Settings usual) {
        var database = usual.database();
        return new Settings(
                usual.server(),
                new Settings.Database(
                        database.given().map(OutageTest::withOptions),
                        database.dataDir(),
                        1,
                        Duration.ofMillis(250),
                        Duration.ofSeconds(1),
                        false,
                        false),
                usual.log());
    }

    /** Options of the address leave the service's limits in force. */
    private static Settings.Login withOptions(Settings.Login login) {
        return new Settings.Login(
                login.host(),
                login.port(),
                login.database(),
                login.user(),
                login.password(),
                Map.of("options", "-c work_mem=5MB"));
    }

    @Test
    void whoFindsNoConnectionAndWhoWaitsTooLongAreAskedToComeBack() throws Exception {
        var post = ann.writes("Locked");
        try (var threads = Executors.newVirtualThreadPerTaskExecutor();
                var lock = blog.sql().connect()) {
            lock.setAutoCommit(false);
            execute(lock, "select from posts for update");
            var edit = threads.submit(() -> ann.patch(post, Map.of("title", "Late")));
            blog.sql().awaitLockWait();
            var before = System.nanoTime();
            anyone.get(post)
                    .is(503)
                    .hasHeader("Retry-After", "1")
                    .has("type", "urn:problem:busy")
                    .hasHeader("Content-Type", "application/problem+json");
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(1));
            anyone.get("/health/live").is(200);
            // It has a connection of its own: to be busy is not to be out of order.
            anyone.get("/health/ready").is(200);
            edit.get().is(503).hasHeader("Retry-After", "1");
            lock.rollback();
        }
        anyone.get(post).is(200).has("title", "Locked").has("version", 1);
    }

    @Test
    void aServerThatCameBackIsUsedAgain() {
        var post = ann.writes("Before");
        blog.sql()
                .run(
                        "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()");
        var first = anyone.get(post).status();
        assertThat(first).isIn(200, 503);
        anyone.get(post).is(200);
        ann.writes("After");
        anyone.get("/health/ready").is(200);
    }

    @Test
    void whileTheDatabaseIsOutRequestsAreAskedToComeBack() {
        var post = ann.writes("Shut out");
        letIn(false);
        try {
            anyone.get(post).is(503).hasHeader("Retry-After", "1");
            ann.put(post + "/like").is(503);
            anyone.get("/health/ready").is(503);
            anyone.get("/health/live").is(200);
        } finally {
            letIn(true);
        }
        awaitRecovery(post);
        anyone.get(post).is(200).has("likes", 0);
    }

    /** The pool tries again after a pause that grows, up to some seconds; each look here waits a little for it. */
    private static void awaitRecovery(String post) {
        var end = System.nanoTime() + 20_000_000_000L;
        while (anyone.get(post).status() != 200) assertThat(System.nanoTime()).isLessThan(end);
    }

    private static void letIn(boolean allowed) {
        var name = blog.database().database();
        TestDatabase.server().run("alter database " + name + " with allow_connections " + allowed);
        TestDatabase.server().run("select pg_terminate_backend(pid) from pg_stat_activity where datname = ?", name);
    }

    private static void execute(Connection connection, String statement) throws SQLException {
        try (var sql = connection.createStatement()) {
            sql.execute(statement);
        }
    }
}
