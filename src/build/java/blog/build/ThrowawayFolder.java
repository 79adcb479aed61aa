package blog.build;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder target/throwaway, in which whatever a build starts is written down first, so that three things can end it:
 * the build's last step, a watcher that outlives a failed or killed build, and, should even that have died, the next
 * build.
 */
record ThrowawayFolder(Path path, Path stopScript) {
    private static final Logger LOG = LoggerFactory.getLogger(ThrowawayFolder.class);

    static ThrowawayFolder of(Path project, Path target) throws IOException {
        var path = Files.createDirectories(target.resolve("throwaway"));
        return new ThrowawayFolder(path, project.resolve("src/build/stop-throwaway.sh"));
    }

    Path resolve(String name) {
        return path.resolve(name);
    }

    void write(String name, String text) throws IOException {
        Files.writeString(resolve(name), text);
    }

    /** Starts a process out of reach of Ctrl-C that ends the server when the build's JVM is gone, however it went. */
    void watch() throws IOException {
        endEarlierWatcher();
        end("what an earlier build left");
        var watcher = new ProcessBuilder(
                        "sh",
                        stopScript.toString(),
                        path.toString(),
                        String.valueOf(ProcessHandle.current().pid()))
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(resolve("watcher.log").toFile())
                .redirectErrorStream(true)
                .start();
        write("watcher", String.valueOf(watcher.pid()));
    }

    /** It could wake up late and take this build's server for its own. */
    private void endEarlierWatcher() throws IOException {
        if (!Files.exists(resolve("watcher"))) return;
        var pid = Long.parseLong(Files.readString(resolve("watcher")).strip());
        var watcher = ProcessHandle.of(pid)
                .filter(process -> process.info().commandLine().orElse("").contains(stopScript.toString()));
        if (watcher.isEmpty()) return;
        watcher.get().destroyForcibly();
        await(watcher.get().onExit());
    }

    private static void await(CompletableFuture<?> end) {
        try {
            end.get(5, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException fault) {
            throw new IllegalStateException("The watcher of an earlier build does not end", fault);
        }
    }

    /** Ends whatever is written down. */
    void end(String what) throws IOException {
        if (run(Duration.ofSeconds(30), List.of("sh", stopScript.toString(), path.toString()))) return;
        LOG.warn(
                "Could not end {}: {}",
                what,
                Files.readString(resolve("command.log")).strip());
        Files.deleteIfExists(resolve("database"));
    }

    /** Whether the command ended in time and with 0; what it said is in command.log. */
    boolean run(Duration limit, List<String> command) {
        if (!limit.isPositive()) return false;
        try {
            var process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(resolve("command.log").toFile())
                    .start();
            process.getOutputStream().close();
            if (process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) return process.exitValue() == 0;
            process.destroyForcibly();
            return false;
        } catch (IOException notInstalled) {
            return false;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** What the server wrote, empty before it wrote anything. */
    String serverLog() {
        try {
            return Files.exists(resolve("server.log")) ? Files.readString(resolve("server.log")) : "";
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }
}
