package blog.platform.database;

import blog.platform.config.Settings;
import blog.platform.problem.CannotRunException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A PostgreSQL of Blog's own, in a folder. It listens on loopback only and requires a password that only the folder's
 * owner can read. It runs in a session of its own, so that Ctrl-C in a terminal reaches Blog alone, which can then
 * finish running requests before it closes this.
 */
public final class EmbeddedPostgres implements AutoCloseable {
    /** The database in it that holds the blog. */
    public static final String DATABASE = "blog";

    private static final int ATTEMPTS = 5;
    private static final Duration START = Duration.ofMinutes(2);

    /** How long a restart holds the server before it looks again whether it is wanted still. */
    private static final Duration RESTART = Duration.ofSeconds(5);

    /** The guarantee that committed data survives a power cut, or its absence. */
    public enum Durability {
        /** It does. */
        KEPT,
        /** It is deleted: each start begins with an empty database, made for tests. */
        THROWAWAY
    }

    /** A source of free ports. */
    interface Ports {
        int next() throws IOException;
    }

    private final FolderLock lock;
    private final PostgresDataFolder folder;
    private final Durability durability;
    private int port;
    private String password = "";
    private boolean closed;

    private EmbeddedPostgres(FolderLock lock, PostgresDataFolder folder, Durability durability) {
        this.lock = lock;
        this.folder = folder;
        this.durability = durability;
    }

    /**
     * Starts it on the folder's data, which are made when there are none.
     *
     * @throws CannotRunException when the folder cannot be used, is used by another process, or PostgreSQL does not start
     */
    public static EmbeddedPostgres start(Path folder, Durability durability) {
        var absolute = folder.toAbsolutePath();
        return start(absolute, absolute.resolve("programs"), EmbeddedPostgres::freePort, durability);
    }

    /**
     * @param shelf where the programs are unpacked; several servers may share it
     * @param ports asked for a port that seems free, again when it was not
     */
    static EmbeddedPostgres start(Path folder, Path shelf, Ports ports, Durability durability) {
        try {
            boolean fresh = !Files.isDirectory(folder);
            PrivateFiles.make(folder);
            var real = usable(folder.toRealPath());
            var lock = FolderLock.take(real);
            try {
                var account = PostgresAccount.choose(real, fresh);
                account.own(real.resolve(FolderLock.FILE));
                var data = new PostgresDataFolder(real, PostgresBinaries.on(shelf), account);
                return new EmbeddedPostgres(lock, data, durability).started(ports);
            } catch (IOException | RuntimeException fault) {
                lock.close();
                throw fault;
            }
        } catch (IOException fault) {
            throw new CannotRunException(
                    "The folder %s cannot hold a database: %s. Give Blog another one with DATA_DIR, or set DATABASE_URL."
                            .formatted(folder, PrivateFiles.reason(fault)),
                    fault);
        }
    }

    /** Returns the login to the server that another process runs on the folder's data; empty when none does. */
    public static Optional<Settings.Login> running(Path folder) {
        return RunningPostgres.login(folder.toAbsolutePath());
    }

    private static Path usable(Path folder) throws IOException {
        if (Files.getPosixFilePermissions(folder).contains(PosixFilePermission.OTHERS_WRITE)) {
            throw new CannotRunException(
                    folder + " can be written to by every user of this machine, so Blog keeps no data there."
                            + " Give it another folder with DATA_DIR, or take the right away: chmod o-w " + folder);
        }
        // pg_ctl hands the path to a shell between double quotes.
        if (folder.toString().matches("(?s).*[\"$`\\\\\n].*")) {
            throw new CannotRunException(
                    "PostgreSQL cannot use " + folder + ", since a double quote, $, ` or \\ is in its name."
                            + " Give Blog another folder with DATA_DIR.");
        }
        return folder;
    }

    /** A Ctrl-C during the start finds nobody yet who would stop the server, hence the hook. */
    private EmbeddedPostgres started(Ports ports) throws IOException {
        stop();
        folder.prepare(durability);
        password = folder.password();
        var rescue = new Thread(this::close, "stop-postgresql");
        Runtime.getRuntime().addShutdownHook(rescue);
        try {
            folder.newLog();
            for (int attempt = 1; !started(ports.next(), attempt); attempt++) {}
            return this;
        } finally {
            forget(rescue);
        }
    }

    private static void forget(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException shuttingDown) {
            // Then it runs, or has run.
        }
    }

    /** False when somebody else took the port between the look for a free one and the start. */
    private boolean started(int port, int attempt) throws IOException {
        this.port = port;
        folder.configure(folder.data(), durability, port);
        var said = launch(START);
        if (said.isEmpty()) return true;
        stop();
        if (said.get().contains("could not create any TCP/IP sockets") && attempt < ATTEMPTS) return false;
        throw notStarted(said.get());
    }

    /** Returns what was said when it did not start; empty when it did. */
    private Optional<String> launch(Duration limit) throws IOException {
        var log = folder.log();
        long before = Files.exists(log) ? Files.size(log) : 0;
        var pgCtl = pgCtl("start", limit, "-l", log.toString());
        if (pgCtl.worked()) return Optional.empty();
        var said = Files.exists(log)
                ? Files.readString(log, StandardCharsets.ISO_8859_1).substring((int) before)
                : "";
        return Optional.of(said.isBlank() ? pgCtl.output() : said);
    }

    private CannotRunException notStarted(String said) {
        return new CannotRunException("PostgreSQL did not start in %s. Its log (%s) ends with:\n%s"
                .formatted(folder.data(), folder.log(), PostgresDataFolder.tail(said)));
    }

    /**
     * Starts the server again whenever it dies, on its port, until it is closed.
     *
     * @param lost told once, by another thread, when it cannot be started again
     */
    public EmbeddedPostgres keepRunning(Consumer<CannotRunException> lost) {
        var watch = new PostgresWatch(this, lost);
        Thread.ofPlatform().daemon().name("postgresql-watch").start(watch);
        return this;
    }

    /** Waits for a {@link #close} that is under way: a server that was stopped did not die. */
    synchronized boolean isOpen() {
        return !closed;
    }

    Optional<ProcessHandle> process() {
        try {
            return folder.runningServer();
        } catch (IOException fault) {
            throw notStarted(PrivateFiles.reason(fault));
        }
    }

    /**
     * Starts the server that has died, unless it was closed meanwhile.
     *
     * @return false while it has not recovered yet
     * @throws CannotRunException when it does not start
     */
    synchronized boolean startAgain() {
        if (closed) return true;
        try {
            if (folder.runningServer().isPresent()) {
                return RunningPostgres.ready(folder.folder()).isPresent();
            }
            folder.endRemains();
            var said = launch(RESTART);
            if (said.isEmpty()) return true;
            if (folder.runningServer().isPresent()) return false;
            throw notStarted(said.get());
        } catch (IOException fault) {
            throw notStarted(PrivateFiles.reason(fault));
        }
    }

    static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private ExternalCommand pgCtl(String order, Duration limit, String... more) throws IOException {
        var words = new ArrayList<>(List.of(
                folder.programs().program("pg_ctl"),
                order,
                "-D",
                folder.data().toString(),
                "-s",
                "-w",
                "-t",
                String.valueOf(limit.toSeconds())));
        words.addAll(List.of(more));
        return ExternalCommand.run(folder.folder(), folder.account().as(words), "", limit.plusSeconds(5));
    }

    /** Returns the login to a database of this server; {@code blog} exists from the start. */
    public Settings.Login login(String database) {
        return login(port, database, password);
    }

    static Settings.Login login(int port, String database, String password) {
        return new Settings.Login(
                "127.0.0.1", port, database, PostgresDataFolder.USER, password, Map.of("requireAuth", "scram-sha-256"));
    }

    /** For what its owner may not do, such as filling a copy with triggers off; a deployment has no use for it. */
    public Settings.Login superuser(String database) {
        try {
            var secret = folder.superuserPassword();
            return new Settings.Login(
                    "127.0.0.1",
                    port,
                    database,
                    PostgresDataFolder.SUPERUSER,
                    secret,
                    Map.of("requireAuth", "scram-sha-256"));
        } catch (IOException fault) {
            throw new UncheckedIOException("The password of PostgreSQL's superuser cannot be read", fault);
        }
    }

    /** Stops the server, within a minute whatever happens, and lets go of the folder. */
    @Override
    public synchronized void close() {
        if (closed) return;
        closed = true;
        try (lock) {
            stop();
            if (durability == Durability.THROWAWAY) PrivateFiles.delete(folder.data());
        } catch (IOException fault) {
            throw new UncheckedIOException("PostgreSQL in " + folder.folder() + " did not stop properly", fault);
        }
    }

    /** Ends what runs on the data: this server, or one that outlived a killed Blog. */
    private void stop() throws IOException {
        var server = folder.runningServer();
        if (server.isEmpty()) return;
        boolean hurry = durability == Durability.THROWAWAY;
        if (!hurry && pgCtl("stop", Duration.ofSeconds(30), "-m", "fast").worked()) return;
        if (pgCtl("stop", Duration.ofSeconds(10), "-m", "immediate").worked()) return;
        server.get().destroyForcibly();
    }
}
