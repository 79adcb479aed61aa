package blog.support;

import blog.platform.config.Settings;
import blog.platform.database.EmbeddedPostgres;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.postgresql.Driver;
import org.postgresql.PGProperty;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * The PostgreSQL that tests run on: a container where a Docker engine answers and has the image or can pull it, the
 * embedded one otherwise. {@code -Dtest.db=container|embedded|jdbc:postgresql://…} (or TEST_DB) forces one.
 *
 * @param kept whether the server outlives the run, so that databases have to be dropped
 */
record TestServer(String description, Settings.Login admin, boolean kept, Runnable stop) {
    private static final String IMAGE = "postgres:18-alpine";
    /** The image that Testcontainers 2.0.5 starts beside every container, to remove them if this process is killed. */
    private static final String CLEANER = "testcontainers/ryuk:0.14.0";

    static TestServer start() {
        var wish = Optional.ofNullable(System.getProperty("test.db"))
                .or(() -> Optional.ofNullable(System.getenv("TEST_DB")))
                .orElse("auto");
        return switch (wish) {
            case "auto" ->
                obstacleToContainers().map(TestServer::embedded).orElseGet(() -> container("a Docker engine answers"));
            case "container" -> {
                obstacleToContainers().ifPresent(obstacle -> {
                    throw new IllegalStateException("test.db=container, but " + obstacle);
                });
                yield container("test.db=container");
            }
            case "embedded" -> embedded("test.db=embedded");
            default -> given(wish);
        };
    }

    Settings.Login login(String database) {
        return new Settings.Login(
                admin.host(), admin.port(), database, admin.user(), admin.password(), admin.options());
    }

    void close() {
        stop.run();
    }

    private static Optional<String> obstacleToContainers() {
        return DockerEngine.ofThisMachine().obstacle(cleansUpItself() ? List.of(IMAGE) : List.of(IMAGE, CLEANER));
    }

    private static boolean cleansUpItself() {
        return Boolean.parseBoolean(System.getenv("TESTCONTAINERS_RYUK_DISABLED"));
    }

    @SuppressWarnings("resource") // Closed by stop.
    private static TestServer container(String why) {
        var postgres = new PostgreSQLContainer(DockerImageName.parse(IMAGE).asCompatibleSubstituteFor("postgres"))
                .withTmpFs(Map.of("/var/lib/postgresql", "rw"))
                .withCommand("postgres", "-c", "fsync=off", "-c", "full_page_writes=off", "-c", "max_connections=300")
                // It is there, or was pulled: another try would wait for minutes.
                .withImagePullPolicy(image -> false)
                .withStartupAttempts(1)
                .withStartupTimeout(Duration.ofMinutes(1));
        postgres.start();
        var login = new Settings.Login(
                postgres.getHost(),
                postgres.getFirstMappedPort(),
                postgres.getDatabaseName(),
                postgres.getUsername(),
                postgres.getPassword(),
                Map.of());
        return new TestServer("container " + IMAGE + " (" + why + ")", login, false, postgres::stop);
    }

    /** In one folder for all runs, so that its programs are unpacked once; the data go with the run. */
    @SuppressWarnings("resource") // Closed by stop.
    private static TestServer embedded(String why) {
        var folder = Path.of("target", "test-postgres").toAbsolutePath();
        var postgres = EmbeddedPostgres.start(folder, EmbeddedPostgres.Durability.THROWAWAY);
        return new TestServer("embedded (" + why + ")", postgres.login("postgres"), false, postgres::close);
    }

    static TestServer given(String url) {
        var parts = Driver.parseURL(url, new Properties());
        if (parts == null) {
            throw new IllegalArgumentException("test.db=" + url
                    + " is none of: auto, container, embedded,"
                    + " jdbc:postgresql://host:port/database?user=…&password=…");
        }
        var login = new Settings.Login(
                parts.getProperty(PGProperty.PG_HOST.getName()),
                Integer.parseInt(parts.getProperty(PGProperty.PG_PORT.getName())),
                parts.getProperty(PGProperty.PG_DBNAME.getName()),
                parts.getProperty(PGProperty.USER.getName()),
                parts.getProperty(PGProperty.PASSWORD.getName(), ""),
                Map.of());
        return new TestServer(login.host() + ":" + login.port() + " (test.db)", login, true, () -> {});
    }
}
