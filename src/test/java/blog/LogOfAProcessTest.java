package blog;

import static org.assertj.core.api.Assertions.assertThat;

import blog.platform.config.Settings;
import blog.support.RawConnection;
import blog.support.ServeCommand;
import blog.support.Sql;
import blog.support.TestDatabase;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A service as a process leaves its whole log behind, however it ends. */
@Tag("proof")
class LogOfAProcessTest {
    private static final Pattern NUMBERED = Pattern.compile(" id=line-(\\d+) ");

    private Settings.Login database;
    private ServeCommand service;

    @BeforeEach
    void start() {
        database = TestDatabase.fresh();
        var url = "postgresql://%s:%s@%s:%d/%s"
                .formatted(database.user(), database.password(), database.host(), database.port(), database.database());
        service = ServeCommand.listening(ServeCommand.folder(), Map.of("DATABASE_URL", url, "POOL_WAIT", "250ms"));
    }

    @AfterEach
    void stop() {
        service.close();
        TestDatabase.drop(database);
    }

    @Test
    void aLineIsThereWithoutAnotherRequest() {
        ask(0, 1);
        assertThat(numbers(service.awaitSaying("id=line-0 "))).containsExactly(0);
    }

    @Test
    void allLinesAreThereInOrderAfterTheServiceWasTold() throws Exception {
        ask(0, 500);
        service.process().toHandle().destroy();
        assertThat(numbers(service.saidUntilTheEnd()))
                .containsExactlyElementsOf(IntStream.range(0, 500).boxed().toList());
        assertThat(service.process().exitValue()).isZero();
    }

    /** It ends moments after its last request, before the next batch. */
    @Test
    void theLineOfTheLastRequestIsThereToo() throws Exception {
        var ann = service.client().member("ann");
        var post = ann.writes("Slow");
        try (var threads = Executors.newVirtualThreadPerTaskExecutor();
                var lock = new Sql(database).connect()) {
            lock.setAutoCommit(false);
            lock.createStatement().execute("select from posts for update");
            var edit = threads.submit(() -> ann.with("X-Request-Id", "line-0").patch(post, Map.of("title", "Done")));
            new Sql(database).awaitLockWait();
            service.process().toHandle().destroy();
            while (listens(service.base())) Thread.onSpinWait();
            lock.rollback();
            edit.get().is(200);
        }
        assertThat(numbers(service.saidUntilTheEnd())).containsExactly(0);
    }

    /** A crash may cost the lines of the last moment, but no warning, and nothing that was logged before it. */
    @Test
    void aWarningIsThereAfterAKill() throws Exception {
        ask(0, 100);
        TestDatabase.drop(database);
        try (var wire = RawConnection.to(service.base())) {
            wire.send("GET /health/ready HTTP/1.1\nHost: blog\n\n").read();
            service.process().toHandle().destroyForcibly();
        }

        var said = service.saidUntilTheEnd();
        assertThat(said).contains(" WARN  HealthRoutes not ready: ");
        assertThat(numbers(said.substring(0, said.indexOf(" WARN "))))
                .containsExactlyElementsOf(IntStream.range(0, 100).boxed().toList());
    }

    private void ask(int first, int number) {
        try (var wire = RawConnection.to(service.base())) {
            for (int i = first; i < number; i++) {
                wire.send("GET /health/live HTTP/1.1\nHost: blog\nX-Request-Id: line-%d\n\n".formatted(i));
                assertThat(wire.read().status()).isEqualTo(200);
            }
        }
    }

    private static List<Integer> numbers(String said) {
        return NUMBERED.matcher(said)
                .results()
                .map((MatchResult number) -> Integer.valueOf(number.group(1)))
                .toList();
    }

    private static boolean listens(URI base) {
        try (var socket = new Socket(base.getHost(), base.getPort())) {
            return socket.isConnected();
        } catch (IOException refused) {
            return false;
        }
    }
}
