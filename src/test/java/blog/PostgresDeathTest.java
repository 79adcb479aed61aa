package blog;

import static org.assertj.core.api.Assertions.assertThat;

import blog.support.Client;
import blog.support.ServeCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Tests that the service outlives its own PostgreSQL, or ends with the reason. */
@Tag("proof")
class PostgresDeathTest {
    private static final int DEATHS = 4;
    private static final int WRITERS = 8;
    private static final int POSTS = 100;

    /** Far longer than it takes, on a machine that is busy with other tests. */
    private static final Duration READY_AGAIN = Duration.ofMinutes(1);

    private final Path folder = ServeCommand.folder();

    @Test
    void itIsStartedAgainAndNothingAcknowledgedIsLost() throws Exception {
        try (var service = ServeCommand.listening(folder, Map.of("SAMPLES", "false"))) {
            var ann = service.client().member("ann");
            for (int death = 1; death <= DEATHS; death++) {
                for (var post : acknowledgedAroundADeath(ann)) ann.get(post).is(200);
                ann.writes("After death " + death);
            }
            service.process().toHandle().destroy();
            assertThat(service.saidUntilTheEnd().lines())
                    .filteredOn(line -> line.contains("PostgreSQL was started again"))
                    .hasSize(DEATHS);
            assertThat(service.process().exitValue()).isZero();
        }
    }

    private Queue<String> acknowledgedAroundADeath(Client ann) throws IOException {
        var acknowledged = new ConcurrentLinkedQueue<String>();
        var over = new AtomicBoolean();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < WRITERS; i++) threads.execute(() -> writeUntil(over, ann, acknowledged));
            try {
                while (acknowledged.size() < POSTS) Thread.onSpinWait();
                assertThat(outage(ann)).isLessThan(READY_AGAIN);
            } finally {
                over.set(true);
            }
        }
        return acknowledged;
    }

    private Duration outage(Client anyone) throws IOException {
        var dead = kill();
        var died = System.nanoTime();
        while (dead.equals(server()) || anyone.get("/health/ready").status() != 200) {
            assertThat(Duration.ofNanos(System.nanoTime() - died)).isLessThan(READY_AGAIN);
        }
        return Duration.ofNanos(System.nanoTime() - died);
    }

    private static void writeUntil(AtomicBoolean over, Client ann, Queue<String> acknowledged) {
        while (!over.get()) {
            var reply = ann.post("/api/posts", Map.of("title", "Kept", "content", "whatever happens"));
            if (reply.status() == 201) acknowledged.add(reply.header("Location"));
            else reply.is(503);
        }
    }

    @Test
    void whereItCannotBeStartedTheServiceEndsAndSaysWhy() throws Exception {
        try (var service = ServeCommand.listening(folder, Map.of())) {
            Files.delete(folder.resolve("postgresql/global/pg_control"));
            kill();
            assertThat(service.saidUntilTheEnd())
                    .contains("PostgreSQL died")
                    .contains("PostgreSQL did not start in " + folder.resolve("postgresql"))
                    .contains("could not find the database system")
                    .doesNotContain("\tat ");
            assertThat(service.process().exitValue()).isEqualTo(2);
        }
    }

    private String kill() throws IOException {
        var number = server();
        assertThat(ProcessHandle.of(Long.parseLong(number)).orElseThrow().destroyForcibly())
                .isTrue();
        return number;
    }

    /** The number of PostgreSQL's main process; empty while it has not written it down yet. */
    private String server() throws IOException {
        try (var lines = Files.lines(folder.resolve("postgresql/postmaster.pid"))) {
            return lines.findFirst().orElse("").strip();
        } catch (NoSuchFileException notYet) {
            return "";
        }
    }
}
