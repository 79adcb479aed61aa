package blog.platform.database;

import blog.platform.problem.CannotRunException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * The files of one PostgreSQL: its data, the passwords and the log. A folder that has data has all of it, since a new
 * one gets its name only when it is complete.
 */
record PostgresDataFolder(Path folder, PostgresBinaries programs, PostgresAccount account) {
    static final String NAME = "postgresql";
    static final String USER = "blog";
    static final String SUPERUSER = "postgres";
    private static final Duration LIMIT = Duration.ofMinutes(2);

    Path data() {
        return folder.resolve(NAME);
    }

    String password() throws IOException {
        return Files.readString(folder.resolve("password")).strip();
    }

    String superuserPassword() throws IOException {
        return Files.readString(folder.resolve("superuser-password")).strip();
    }

    /** Makes the data unless they are there. */
    void prepare(EmbeddedPostgres.Durability durability) throws IOException {
        if (durability == EmbeddedPostgres.Durability.THROWAWAY) PrivateFiles.delete(data());
        if (!Files.exists(data())) create(durability);
        account.own(data());
        requireSameVersion();
    }

    private void create(EmbeddedPostgres.Durability durability) throws IOException {
        var unfinished = folder.resolve(NAME + ".new");
        PrivateFiles.delete(unfinished);
        PrivateFiles.make(unfinished);
        account.own(unfinished);
        var superuser = newSecret("superuser-password");
        var owner = newSecret("password");
        // The server's account need not be Blog's alone, and reads no password but this one, once.
        account.own(superuser);
        run("prepare a database in " + folder, initdb(unfinished, superuser, durability), "");
        account.disown(superuser);
        var configuration = unfinished.resolve("postgresql.conf");
        Files.writeString(configuration, "\ninclude 'blog.conf'\n", StandardOpenOption.APPEND);
        configure(unfinished, durability, 5432);
        run("create the database in " + folder, singleUser(unfinished), """
                create role %1$s login createdb password '%2$s'
                grant pg_monitor to %1$s
                create database %1$s owner %1$s
                """.formatted(USER, Files.readString(owner)));
        Files.move(unfinished, data(), StandardCopyOption.ATOMIC_MOVE);
        try (var directory = FileChannel.open(folder, StandardOpenOption.READ)) {
            directory.force(true);
        }
    }

    private Path newSecret(String name) throws IOException {
        var random = new byte[24];
        new SecureRandom().nextBytes(random);
        return PrivateFiles.writeSecret(folder.resolve(name), HexFormat.of().formatHex(random));
    }

    private List<String> initdb(Path unfinished, Path superuser, EmbeddedPostgres.Durability durability) {
        return List.of(
                programs.program("initdb"),
                "--pgdata=" + unfinished,
                "--username=" + SUPERUSER,
                "--auth=scram-sha-256",
                "--pwfile=" + superuser,
                "--encoding=UTF8",
                "--locale=C",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--text-search-config=english",
                "--no-instructions",
                // Passwords here are random, so there is nothing to guess, and each connection would cost thousands of
                // rounds.
                "--set=scram_iterations=1",
                durability == EmbeddedPostgres.Durability.KEPT ? "--data-checksums" : "--no-sync");
    }

    /** The one way into PostgreSQL that needs neither a network nor a password. */
    private List<String> singleUser(Path unfinished) {
        return List.of(
                programs.program("postgres"),
                "--single",
                "-D",
                unfinished.toString(),
                "-c",
                "exit_on_error=on",
                "postgres");
    }

    private void run(String what, List<String> words, String input) throws IOException {
        var command = ExternalCommand.run(folder, account.as(words), input, LIMIT);
        if (!command.worked()) {
            throw new CannotRunException("PostgreSQL could not " + what + ":\n" + tail(command.output()));
        }
    }

    private void requireSameVersion() throws IOException {
        var file = data().resolve("PG_VERSION");
        if (!Files.isRegularFile(file)) {
            throw new CannotRunException(
                    ("%s is not a complete PostgreSQL folder: it has no PG_VERSION. Restore it from a backup, or"
                                    + " move it away to start with an empty blog.")
                            .formatted(data()));
        }
        var version = Files.readString(file).strip();
        if (!version.equals(programs.major())) {
            throw new CannotRunException(
                    ("%s holds data of PostgreSQL %s, and this Blog brings PostgreSQL %s, which cannot read"
                                    + " them. Start the Blog that wrote them and dump them from there (pg_dump), or move the"
                                    + " folder away to start with an empty blog.")
                            .formatted(data(), version, programs.major()));
        }
    }

    /** Writes what Blog decides about the server, anew at each start. */
    void configure(Path data, EmbeddedPostgres.Durability durability, int port) throws IOException {
        var safe = durability == EmbeddedPostgres.Durability.KEPT ? "on" : "off";
        account.own(PrivateFiles.writeSecret(data.resolve("blog.conf"), """
                # Written by Blog at each start.
                listen_addresses = '127.0.0.1'
                port = %d
                unix_socket_directories = ''
                password_encryption = 'scram-sha-256'
                max_connections = 100
                fsync = %s
                synchronous_commit = %2$s
                full_page_writes = %2$s
                jit = off
                timezone = 'UTC'
                log_timezone = 'UTC'
                log_checkpoints = off
                # Refused statements are the service's daily bread, and their text may be personal.
                log_min_messages = log
                log_min_error_statement = panic
                # On a table that was filled a moment ago, a lock would wait a second for its first vacuum to give way.
                autovacuum = %2$s
                """.formatted(port, safe)));
    }

    Path log() {
        return folder.resolve("postgresql.log");
    }

    /** Makes an empty log for the next run; the one before is kept. */
    void newLog() throws IOException {
        if (Files.exists(log())) {
            Files.move(log(), folder.resolve("postgresql.log.1"), StandardCopyOption.REPLACE_EXISTING);
        }
        account.own(PrivateFiles.writeSecret(log(), ""));
    }

    /**
     * The process of the server that runs on these data. Where the number it left behind has been given to another
     * process since, the note is removed: PostgreSQL would take that process for its predecessor, and not start.
     */
    Optional<ProcessHandle> runningServer() throws IOException {
        var note = data().resolve("postmaster.pid");
        var number = RunningPostgres.lines(note).stream().findFirst().orElse("").strip();
        if (!number.matches("\\d{1,10}")) return Optional.empty();
        var process = ProcessHandle.of(Long.parseLong(number)).filter(ProcessHandle::isAlive);
        if (process.isPresent() && !(runs(process.get()) && serves(process.get()))) {
            Files.deleteIfExists(note);
            return Optional.empty();
        }
        return process;
    }

    /**
     * Whether a process has not ended. Where Blog is a container's first process, one that has is listed for ever:
     * nobody asks for its status.
     */
    static boolean runs(ProcessHandle process) {
        if (!process.isAlive()) return false;
        try {
            var status = Files.readString(Path.of("/proc", String.valueOf(process.pid()), "stat"));
            return !status.substring(status.lastIndexOf(')') + 1).strip().startsWith("Z");
        } catch (IOException notLinux) {
            return process.isAlive();
        }
    }

    /**
     * Ends what a dead server left behind. A process of it that is busy finds out late, and until then keeps the
     * memory that all of them share, without which no other server starts on these data.
     */
    void endRemains() {
        ProcessHandle.allProcesses().filter(this::isRemainder).forEach(ProcessHandle::destroyForcibly);
    }

    /** PostgreSQL works in its data folder; so might the shell of whoever looks at it. */
    private boolean isRemainder(ProcessHandle process) {
        try {
            var link = Path.of("/proc", String.valueOf(process.pid()));
            return Files.isSameFile(link.resolve("exe"), Path.of(programs.program("postgres")))
                    && Files.isSameFile(link.resolve("cwd"), data());
        } catch (IOException hidden) {
            return false;
        }
    }

    /** A process whose arguments cannot be seen is held for the server. */
    private boolean serves(ProcessHandle process) {
        return process.info()
                .arguments()
                .map(words -> List.of(words).contains(data().toString()))
                .orElse(true);
    }

    static String tail(String text) {
        var lines = text.strip().lines().toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 12), lines.size()))
                .indent(2)
                .stripTrailing();
    }
}
