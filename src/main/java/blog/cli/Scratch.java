package blog.cli;

import blog.config.Settings;
import blog.database.EmbeddedPostgres;
import blog.problem.CannotRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** An empty PostgreSQL of a command's own, gone without a trace when the command has done with it. */
record Scratch(Path folder, EmbeddedPostgres server) implements AutoCloseable {
    static Scratch start() {
        try {
            var folder = Files.createTempDirectory("blog-scratch");
            return new Scratch(folder, EmbeddedPostgres.start(folder, EmbeddedPostgres.Durability.THROWAWAY));
        } catch (IOException fault) {
            throw new CannotRun("Cannot make a temporary folder for a database: " + fault.getMessage(), fault);
        }
    }

    Settings.Login login() {
        return server.login(EmbeddedPostgres.DATABASE);
    }

    @Override
    public void close() {
        server.close();
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted((one, other) -> other.compareTo(one)).toList()) {
                Files.delete(file);
            }
        } catch (IOException fault) {
            throw new UncheckedIOException("Cannot remove the temporary folder " + folder, fault);
        }
    }
}
