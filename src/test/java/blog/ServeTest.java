package blog;

import static org.assertj.core.api.Assertions.assertThat;

import blog.platform.database.EmbeddedPostgres;
import blog.support.Client;
import blog.support.ServeCommand;
import blog.support.Sql;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests the service as people run it: a process, on a PostgreSQL of its own in a folder. */
@Tag("proof")
class ServeTest {
    private final List<ServeCommand> running = new ArrayList<>();
    private final Path folder = ServeCommand.folder();

    @AfterEach
    void stop() {
        running.forEach(ServeCommand::close);
    }

    @Test
    void whatWasAcknowledgedIsThereAfterAStopAndAfterAKill() throws Exception {
        var first = serve();
        var ann = first.client().member("ann");
        var post = ann.post("/api/posts", Map.of("title", "Kept", "content", "whatever happens"))
                .is(201)
                .header("Location");
        first.process().toHandle().destroy();
        assertThat(first.process().waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(first.process().exitValue()).as("exit status after SIGTERM").isZero();

        var second = serve();
        var reader = second.client();
        reader.get(post).is(200).has("title", "Kept");
        var back = reader.logIn("ann", Client.PASSWORD, ann.id());
        back.put(post + "/like").is(200).has("likes", 1);
        second.process().toHandle().destroyForcibly();
        second.process().waitFor();

        serve().client().get(post).is(200).has("likes", 1);
    }

    @Test
    void whatRunsWhenToldToStopIsFinished() throws Exception {
        var service = serve();
        var ann = service.client().member("ann");
        var post = ann.writes("Slow");
        var sql = new Sql(EmbeddedPostgres.running(folder).orElseThrow());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor();
                var lock = sql.connect()) {
            lock.setAutoCommit(false);
            lock.createStatement().execute("select from posts for update");
            var edit = threads.submit(() -> ann.patch(post, Map.of("title", "Done")));
            sql.awaitLockWait();
            service.process().toHandle().destroy();
            while (listens(service.base())) Thread.onSpinWait();
            assertThat(service.process().isAlive()).isTrue();
            lock.rollback();
            edit.get().is(200).has("title", "Done");
        }
        assertThat(service.process().waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(service.process().exitValue()).isZero();
    }

    private static boolean listens(URI base) {
        try (var socket = new Socket(base.getHost(), base.getPort())) {
            return socket.isConnected();
        } catch (IOException refused) {
            return false;
        }
    }

    @Test
    void aNewDatabaseHasSamples() throws Exception {
        var anyone = serve().client();

        var posts = anyone.get("/api/posts?limit=100").is(200).get("items");
        assertThat(posts.size()).isEqualTo(50);
        assertThat(posts.valueStream()
                        .mapToInt(post -> post.get("likes").asInt())
                        .sum())
                .isEqualTo(300);
        anyone.logIn("ada", "correct horse", 1).get("/api/me").is(200).has("username", "ada");
    }

    @ParameterizedTest
    @CsvSource({"SAMPLES, false", "HOST, 0.0.0.0"})
    void samplesAreForThisMachineAloneAndForWhoWantsThem(String setting, String value) throws Exception {
        var anyone = serve(Map.of(setting, value)).client();

        assertThat(anyone.get("/api/posts").is(200).get("items").size()).isZero();
        assertThat(anyone.get("/api/users").is(200).get("items").size()).isZero();
    }

    @Test
    void aSecondServiceOnTheFolderSaysSoAndStops() throws Exception {
        serve();
        var second = ServeCommand.start(folder, Map.of());
        var said = new String(second.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(second.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(second.exitValue()).isEqualTo(2);
        assertThat(said).contains(folder.toString()).doesNotContain("Exception");
    }

    private ServeCommand serve() {
        return serve(Map.of());
    }

    private ServeCommand serve(Map<String, String> settings) {
        var service = ServeCommand.listening(folder, settings);
        running.add(service);
        return service;
    }
}
