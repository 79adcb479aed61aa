package blog.platform.database;

import blog.platform.config.Settings;
import blog.platform.problem.CannotRunException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** An embedded PostgreSQL that another process has started on a folder, found by the files it keeps there. */
final class RunningPostgres {
    private static final Duration START = Duration.ofSeconds(30);
    private static final long BETWEEN_LOOKS = 100;
    private static final int PORT_LINE = 3;
    private static final int STATE_LINE = 7;

    private RunningPostgres() {}

    /** Waits for one that is only starting. */
    static Optional<Settings.Login> login(Path folder) {
        try {
            var end = System.nanoTime() + START.toNanos();
            while (Files.isDirectory(folder) && FolderLock.isHeld(folder.toRealPath())) {
                var login = ready(folder.toRealPath());
                if (login.isPresent()) return login;
                if (System.nanoTime() > end) {
                    throw new CannotRunException(
                            "Another blog has the folder " + folder + ", but its database does not answer."
                                    + " Stop it, or give this one a folder of its own with DATA_DIR.");
                }
                Thread.sleep(BETWEEN_LOOKS);
            }
            return Optional.empty();
        } catch (IOException fault) {
            throw new CannotRunException(
                    "Cannot see who uses the folder %s: %s.".formatted(folder, PrivateFiles.reason(fault)), fault);
        } catch (InterruptedException fault) {
            Thread.currentThread().interrupt();
            throw new CannotRunException("Interrupted while waiting for the database in " + folder + ".", fault);
        }
    }

    static Optional<Settings.Login> ready(Path folder) throws IOException {
        var note = folder.resolve(PostgresDataFolder.NAME).resolve("postmaster.pid");
        var lines = lines(note);
        if (lines.size() <= STATE_LINE || !lines.get(STATE_LINE).strip().equals("ready")) return Optional.empty();
        var port = Integer.parseInt(lines.get(PORT_LINE).strip());
        var password = Files.readString(folder.resolve("password")).strip();
        return Optional.of(EmbeddedPostgres.login(port, EmbeddedPostgres.DATABASE, password));
    }

    /** None where the server has just ended, or has not begun. */
    static List<String> lines(Path note) throws IOException {
        try {
            return Files.readAllLines(note);
        } catch (NoSuchFileException none) {
            return List.of();
        }
    }
}
