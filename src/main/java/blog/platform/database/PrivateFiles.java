package blog.platform.database;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Creates folders and files that only their owner can read. */
final class PrivateFiles {
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> SECRET = PosixFilePermissions.fromString("rw-------");

    private PrivateFiles() {}

    /** Makes the folder for its owner only, unless it is there already. */
    static void make(Path folder) throws IOException {
        if (Files.isDirectory(folder)) return;
        var above = folder.getParent();
        if (above != null) Files.createDirectories(above);
        Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
    }

    /** Writes a file that only its owner can read, at no moment anybody else. */
    static Path writeSecret(Path file, String text) throws IOException {
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(SECRET));
        return Files.writeString(file, text);
    }

    static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) return;
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException fault) throws IOException {
                if (fault != null) throw fault;
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** Describes what went wrong with which file. */
    static String reason(IOException fault) {
        return switch (fault) {
            case AccessDeniedException denied -> "there is no permission to use " + denied.getFile();
            case NoSuchFileException missing -> missing.getFile() + " is missing";
            case FileAlreadyExistsException other -> other.getFile() + " is not a folder";
            case FileSystemException other when other.getReason() != null -> other.getFile() + ": " + other.getReason();
            default -> String.valueOf(fault.getMessage());
        };
    }
}
