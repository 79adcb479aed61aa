package blog.platform.database;

import blog.platform.config.Settings;
import blog.platform.problem.CannotRunException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An empty PostgreSQL for one command, in a temporary folder. Nothing of it remains, even after Ctrl-C. */
public final class ThrowawayPostgres implements AutoCloseable {
    private final Path folder;
    private final Thread rescue = new Thread(this::end, "end of a throwaway PostgreSQL");
    private @Nullable EmbeddedPostgres server;
    private boolean ended;

    private ThrowawayPostgres(Path folder) {
        this.folder = folder;
    }

    /**
     * @param purpose a word in the folder's name
     * @throws CannotRunException when there is no room for it or it does not start
     */
    public static ThrowawayPostgres start(String purpose) {
        var made = new ThrowawayPostgres(folder(purpose));
        // Before the server starts: it is in a session of its own, which Ctrl-C does not reach.
        Runtime.getRuntime().addShutdownHook(made.rescue);
        try {
            made.begin();
            return made;
        } catch (RuntimeException fault) {
            made.close();
            throw fault;
        }
    }

    private static Path folder(String purpose) {
        try {
            return Files.createTempDirectory("blog-" + purpose + "-");
        } catch (IOException fault) {
            throw new CannotRunException(
                    "There is no room for a database in the folder for temporary files: " + fault.getMessage(), fault);
        }
    }

    private synchronized void begin() {
        server = EmbeddedPostgres.start(folder.resolve("server"), EmbeddedPostgres.Durability.THROWAWAY);
    }

    /** Returns the login of the owner of the tables, as in a deployment. */
    public Settings.Login owner() {
        return server().login(EmbeddedPostgres.DATABASE);
    }

    /** Returns the superuser's login. */
    public Settings.Login superuser() {
        return server().superuser(EmbeddedPostgres.DATABASE);
    }

    private synchronized EmbeddedPostgres server() {
        return Objects.requireNonNull(server);
    }

    Path folder() {
        return folder;
    }

    @Override
    public void close() {
        end();
        try {
            Runtime.getRuntime().removeShutdownHook(rescue);
        } catch (IllegalStateException shuttingDown) {
            // Then it runs, or has run.
        }
    }

    private synchronized void end() {
        if (ended) return;
        ended = true;
        try {
            if (server != null) server.close();
        } finally {
            delete(folder);
        }
    }

    static void delete(Path folder) {
        try (var all = Files.walk(folder)) {
            for (var each : all.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(each);
        } catch (IOException | UncheckedIOException left) {
            // The machine empties its folder for temporary files, and what the server was asked has been answered.
        }
    }
}
