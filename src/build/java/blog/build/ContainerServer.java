package blog.build;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;
import org.testcontainers.utility.ResourceReaper;

/** A PostgreSQL in a container. */
record ContainerServer(ThrowawayFolder folder, String image, String project) {
    /** Testcontainers looks for its parts by the loader of the thread, which is Maven's and does not know them. */
    ThrowawayDatabase start(String why) throws IOException {
        var thread = Thread.currentThread();
        var loader = thread.getContextClassLoader();
        thread.setContextClassLoader(getClass().getClassLoader());
        try {
            return run(why);
        } finally {
            thread.setContextClassLoader(loader);
        }
    }

    @SuppressWarnings("resource") // The stop script removes the container.
    private ThrowawayDatabase run(String why) throws IOException {
        var name = "blog-build-" + UUID.randomUUID();
        folder.write("container", name);
        keepTestcontainersFromCleaning();
        var postgres = new PostgreSQLContainer(DockerImageName.parse(image).asCompatibleSubstituteFor("postgres"))
                .withTmpFs(Map.of("/var/lib/postgresql", "rw"))
                .withCommand("postgres", "-c", "fsync=off", "-c", "full_page_writes=off")
                .withCreateContainerCmdModifier(command -> command.withName(name))
                .withLabel("blog.folder", project)
                // It is there, or was pulled: another try would wait for minutes.
                .withImagePullPolicy(anyImage -> false)
                .withStartupAttempts(1)
                .withStartupTimeout(Duration.ofMinutes(1));
        postgres.start();
        return new ThrowawayDatabase(
                "container " + image, why, postgres.getJdbcUrl(), postgres.getUsername(), postgres.getPassword());
    }

    /**
     * The watcher ends the container. Testcontainers' own ways would be a second container, and a second image to pull, or
     * a shutdown hook, which runs when Maven has closed the class loader that the hook needs.
     */
    private static void keepTestcontainersFromCleaning() {
        try {
            var constructor = ResourceReaper.class.getDeclaredConstructor();
            var instance = ResourceReaper.class.getDeclaredField("instance");
            constructor.setAccessible(true);
            instance.setAccessible(true);
            instance.set(null, constructor.newInstance());
        } catch (ReflectiveOperationException fault) {
            throw new IllegalStateException("Testcontainers has changed: " + fault, fault);
        }
    }
}
