package blog.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import blog.platform.config.Settings;
import blog.platform.problem.CannotRunException;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Servers that are killed, and looked after. */
@Tag("proof")
class PostgresWatchTest {
    private static final Path SHELF = Path.of("target/postgresql-programs").toAbsolutePath();
    private static final Path FOLDER = Path.of("target/postgres-watch-test").toAbsolutePath();
    private static final String LONG = "select count(*) from generate_series(1, 1000000) a, generate_series(1, 1000) b";

    private final Queue<CannotRunException> lost = new ConcurrentLinkedQueue<>();

    @BeforeEach
    void newFolder() throws IOException {
        PrivateFiles.delete(FOLDER);
    }

    @AfterEach
    void noServerLeft() throws IOException {
        assertThat(FOLDER.resolve("postgresql/postmaster.pid")).doesNotExist();
        assertThat(lost).isEmpty();
        PrivateFiles.delete(FOLDER);
    }

    /** A query that goes on keeps the dead server's memory, with which no other starts. */
    @Test
    void aQueryThatGoesOnDoesNotKeepADeadServerFromStarting() throws Exception {
        try (var postgres = start();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var login = postgres.login("blog");
            var query = threads.submit(() -> ask(login, LONG));
            var running = "select count(*) from pg_stat_activity where query = '%s'".formatted(LONG);
            while (!ask(login, running).equals("1")) Thread.onSpinWait();
            kill(postgres);
            awaitAnswer(login);
            assertThatExceptionOfType(ExecutionException.class).isThrownBy(query::get);
        }
    }

    @Test
    void oneThatDiesAsSoonAsItAnswersIsStartedEachTime() throws Exception {
        try (var postgres = start()) {
            for (int death = 1; death <= 5; death++) {
                kill(postgres);
                awaitAnswer(postgres.login("blog"));
            }
        }
    }

    @Test
    void oneThatIsClosedWhileItIsDeadStaysSo() throws Exception {
        for (int time = 1; time <= 3; time++) {
            try (var postgres = start()) {
                kill(postgres);
            }
            assertThat(ProcessHandle.allProcesses().filter(PostgresWatchTest::isServerHere))
                    .isEmpty();
        }
    }

    private EmbeddedPostgres start() {
        return EmbeddedPostgres.start(FOLDER, SHELF, EmbeddedPostgres::freePort, EmbeddedPostgres.Durability.KEPT)
                .keepRunning(lost::add);
    }

    private static void kill(EmbeddedPostgres postgres) {
        var process = postgres.process().orElseThrow();
        process.destroyForcibly();
        process.onExit().join();
    }

    private static boolean isServerHere(ProcessHandle process) {
        return process.info().commandLine().orElse("").contains(FOLDER + "/postgresql");
    }

    private static void awaitAnswer(Settings.Login login) {
        var began = System.nanoTime();
        while (true) {
            try {
                assertThat(ask(login, "select 1")).isEqualTo("1");
                return;
            } catch (SQLException notYet) {
                if (System.nanoTime() - began > 30_000_000_000L) throw new AssertionError(notYet);
            }
        }
    }

    private static String ask(Settings.Login login, String question) throws SQLException {
        try (var connection = DriverManager.getConnection(login.jdbcUrl(), login.user(), login.password());
                var rows = connection.createStatement().executeQuery(question)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
