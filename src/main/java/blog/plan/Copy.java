package blog.plan;

import blog.config.Settings;
import blog.database.EmbeddedPostgres;
import blog.problem.CannotRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** A PostgreSQL for one plan, in a temporary folder. Nothing of it is left, also after Ctrl-C. */
final class Copy implements AutoCloseable {
    private final Path folder;
    private final EmbeddedPostgres server;
    private final Thread rescue = new Thread(this::end, "end of the copy");
    private boolean ended;

    private Copy(Path folder) {
        this.folder = folder;
        try {
            server = EmbeddedPostgres.start(folder.resolve("server"), EmbeddedPostgres.Durability.THROWAWAY);
        } catch (RuntimeException fault) {
            delete(folder);
            throw fault;
        }
    }

    static Copy start() {
        try {
            var copy = new Copy(Files.createTempDirectory("blog-plan-"));
            Runtime.getRuntime().addShutdownHook(copy.rescue);
            return copy;
        } catch (IOException fault) {
            throw new CannotRun(
                    "There is no room for a copy in the folder for temporary files: " + fault.getMessage(), fault);
        }
    }

    /** Who owns the tables, as in a deployment. */
    DataSource owner() {
        return connecting(server.login(EmbeddedPostgres.DATABASE), "blog plan");
    }

    /** Who may switch triggers off while the copy is filled. */
    DataSource superuser() {
        return connecting(server.superuser(EmbeddedPostgres.DATABASE), "blog plan, filling");
    }

    private static DataSource connecting(Settings.Login login, String as) {
        var database = new PGSimpleDataSource();
        database.setUrl(login.jdbcUrl());
        database.setUser(login.user());
        database.setPassword(login.password());
        database.setApplicationName(as);
        return database;
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
            server.close();
        } finally {
            delete(folder);
        }
    }

    private static void delete(Path folder) {
        try (var all = Files.walk(folder)) {
            for (var each : all.sorted(Comparator.reverseOrder()).toList()) Files.delete(each);
        } catch (IOException fault) {
            throw new UncheckedIOException("The copy could not be removed: " + folder, fault);
        }
    }
}
