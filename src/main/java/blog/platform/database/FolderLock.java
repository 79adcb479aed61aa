package blog.platform.database;

import blog.platform.problem.CannotRunException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Locks a folder for one process at a time; the operating system releases the lock when the process dies, however it
 * dies.
 */
final class FolderLock implements AutoCloseable {
    static final String FILE = "lock";

    private static final int ATTEMPTS = 5;
    private static final long BETWEEN_ATTEMPTS = 20;

    /** A second look at the file from this JVM would lose the lock, so this JVM remembers what it holds. */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path folder;
    private final FileChannel channel;

    private FolderLock(Path folder, FileChannel channel) {
        this.folder = folder;
        this.channel = channel;
    }

    static FolderLock take(Path folder) throws IOException {
        if (!HELD.add(folder)) {
            throw inUse(folder, String.valueOf(ProcessHandle.current().pid()));
        }
        try {
            return new FolderLock(folder, locked(folder));
        } catch (IOException | RuntimeException fault) {
            HELD.remove(folder);
            throw fault;
        }
    }

    /** Returns whether a process has it now, be it this one. */
    static boolean isHeld(Path folder) throws IOException {
        if (HELD.contains(folder)) return true;
        if (!Files.exists(folder.resolve(FILE))) return false;
        try (var channel = FileChannel.open(folder.resolve(FILE), StandardOpenOption.WRITE);
                var lock = channel.tryLock()) {
            return lock == null;
        } catch (OverlappingFileLockException held) {
            return true;
        }
    }

    private static FileChannel locked(Path folder) throws IOException {
        var channel = FileChannel.open(
                folder.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            for (int attempt = 1; channel.tryLock() == null; attempt++) {
                if (attempt == ATTEMPTS) throw inUse(folder, contents(channel));
                pause();
            }
            channel.truncate(0);
            channel.write(ByteBuffer.wrap(
                    String.valueOf(ProcessHandle.current().pid()).getBytes(StandardCharsets.UTF_8)));
            return channel;
        } catch (IOException | RuntimeException fault) {
            channel.close();
            throw fault;
        }
    }

    /** Waits a moment: a process that only checks whether the folder is in use holds the lock briefly. */
    private static void pause() {
        try {
            Thread.sleep(BETWEEN_ATTEMPTS);
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }

    private static String contents(FileChannel channel) throws IOException {
        var text = ByteBuffer.allocate(20);
        channel.read(text, 0);
        return new String(text.array(), 0, text.position(), StandardCharsets.UTF_8);
    }

    private static CannotRunException inUse(Path folder, String process) {
        return new CannotRunException(
                ("Another blog (process %s) is using the folder %s. Stop it, or give this one a folder of"
                                + " its own with DATA_DIR.")
                        .formatted(process, folder));
    }

    @Override
    public void close() throws IOException {
        channel.close();
        HELD.remove(folder);
    }
}
