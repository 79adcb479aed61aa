package blog;

import static org.assertj.core.api.Assertions.assertThat;

import blog.platform.database.EmbeddedPostgres;
import blog.support.Client;
import blog.support.Sql;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests the service as people run it: a process, on a PostgreSQL of its own in a folder. */
@Tag("proof")
class ServeTest {
    private static final Pattern ADDRESS = Pattern.compile("Blog listens on (http://\\S+) ");

    private final List<Process> running = new ArrayList<>();
    private Path folder;

    @BeforeEach
    void makeFolder() throws IOException {
        // Under target, where also the unprivileged user that PostgreSQL runs as when the test is root can get.
        folder = Files.createTempDirectory(
                Files.createDirectories(Path.of("target").toAbsolutePath()), "serve-");
    }

    @AfterEach
    void stop() throws Exception {
        for (var process : running) {
            process.toHandle().destroy();
            if (!process.waitFor(30, TimeUnit.SECONDS)) process.destroyForcibly();
        }
    }

    @Test
    void whatWasAcknowledgedIsThereAfterAStopAndAfterAKill() throws Exception {
        var first = serve();
        var ann = client(first).member("ann");
        var post = ann.post("/api/posts", Map.of("title", "Kept", "content", "whatever happens"))
                .is(201)
                .header("Location");
        first.toHandle().destroy();
        assertThat(first.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(first.exitValue()).as("exit status after SIGTERM").isZero();

        var second = serve();
        var reader = client(second);
        reader.get(post).is(200).has("title", "Kept");
        var back = reader.logIn("ann", Client.PASSWORD, ann.id());
        back.put(post + "/like").is(200).has("likes", 1);
        second.toHandle().destroyForcibly();
        second.waitFor();

        client(serve()).get(post).is(200).has("likes", 1);
    }

    @Test
    void whatRunsWhenToldToStopIsFinished() throws Exception {
        var service = serve();
        var ann = client(service).member("ann");
        var post = ann.writes("Slow");
        var sql = new Sql(EmbeddedPostgres.running(folder).orElseThrow());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor();
                var lock = sql.connect()) {
            lock.setAutoCommit(false);
            lock.createStatement().execute("select from posts for update");
            var edit = threads.submit(() -> ann.patch(post, Map.of("title", "Done")));
            sql.awaitLockWait();
            service.toHandle().destroy();
            while (listens()) Thread.onSpinWait();
            assertThat(service.isAlive()).isTrue();
            lock.rollback();
            edit.get().is(200).has("title", "Done");
        }
        assertThat(service.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(service.exitValue()).isZero();
    }

    private boolean listens() {
        try (var socket = new Socket(base.getHost(), base.getPort())) {
            return socket.isConnected();
        } catch (IOException refused) {
            return false;
        }
    }

    @Test
    void aNewDatabaseHasSamples() throws Exception {
        var anyone = client(serve());

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
        var anyone = client(serve(Map.of(setting, value)));

        assertThat(anyone.get("/api/posts").is(200).get("items").size()).isZero();
        assertThat(anyone.get("/api/users").is(200).get("items").size()).isZero();
    }

    @Test
    void aSecondServiceOnTheFolderSaysSoAndStops() throws Exception {
        serve();
        var second = start(Map.of());
        var said = new String(second.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(second.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(second.exitValue()).isEqualTo(2);
        assertThat(said).contains(folder.toString()).doesNotContain("Exception");
    }

    private Process serve() throws IOException {
        return serve(Map.of());
    }

    private Process serve(Map<String, String> settings) throws IOException {
        var process = start(settings);
        var lines = process.inputReader();
        for (var line = lines.readLine(); line != null; line = lines.readLine()) {
            var address = ADDRESS.matcher(line);
            if (address.find()) {
                base = URI.create(address.group(1));
                drain(lines);
                return process;
            }
        }
        throw new AssertionError("the service ended before it listened");
    }

    private URI base = URI.create("http://localhost");

    private Client client(Process service) {
        assertThat(service.isAlive()).isTrue();
        return Client.at(base);
    }

    /** Or the process would wait for somebody to read what it logs. */
    private static void drain(BufferedReader lines) {
        Thread.ofVirtual().start(() -> lines.lines().forEach(line -> {}));
    }

    private Process start(Map<String, String> settings) throws IOException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var builder = new ProcessBuilder(
                        java,
                        "@" + Path.of("src/main/jvm/serve.options").toAbsolutePath(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "blog.Main",
                        "serve")
                .directory(folder.toFile()) // The project's may hold a .env.
                .redirectErrorStream(true);
        builder.environment().putAll(Map.of("DATA_DIR", folder.toString(), "PORT", "0"));
        builder.environment().putAll(settings);
        var process = builder.start();
        running.add(process);
        return process;
    }
}
