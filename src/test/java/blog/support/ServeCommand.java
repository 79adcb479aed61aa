package blog.support;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** The service as people run it: a process, on a PostgreSQL of its own in a folder. */
public final class ServeCommand implements AutoCloseable {
    private static final Pattern ADDRESS = Pattern.compile("Blog listens on (http://\\S+) ");

    private final Process process;
    private final URI base;
    private final Queue<String> said = new ConcurrentLinkedQueue<>();
    private final Thread listener;

    private ServeCommand(Process process, URI base, BufferedReader lines) {
        this.process = process;
        this.base = base;
        // Or the process would wait for somebody to read what it logs.
        this.listener = Thread.ofVirtual().start(() -> lines.lines().forEach(said::add));
    }

    /** Returns a new folder, where also the unprivileged user can get that PostgreSQL runs as when the test is root. */
    public static Path folder() {
        try {
            return Files.createTempDirectory(
                    Files.createDirectories(Path.of("target").toAbsolutePath()), "serve-");
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    /**
     * Starts the service and waits until it listens.
     *
     * @param options for its JVM, after those of every day
     */
    public static ServeCommand listening(Path folder, Map<String, String> settings, String... options) {
        var process = start(folder, settings, options);
        var lines = process.inputReader();
        try {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                var address = ADDRESS.matcher(line);
                if (address.find()) return new ServeCommand(process, URI.create(address.group(1)), lines);
            }
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
        throw new AssertionError("the service ended before it listened");
    }

    /** As {@link #listening}, without waiting. */
    public static Process start(Path folder, Map<String, String> settings, String... options) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("@" + Path.of("src/main/jvm/serve.options").toAbsolutePath());
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "blog.Main", "serve"));
        // The project's own folder may hold a .env.
        var builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().putAll(Map.of("DATA_DIR", folder.toString(), "PORT", "0"));
        builder.environment().putAll(settings);
        try {
            return builder.start();
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    public Process process() {
        return process;
    }

    public URI base() {
        return base;
    }

    /** Waits for its end, and returns what it said after it listened. */
    public String saidUntilTheEnd() throws InterruptedException {
        if (!process.waitFor(1, TimeUnit.MINUTES)) throw new AssertionError("the service does not end");
        listener.join();
        return String.join("\n", said);
    }

    /** Waits until it has said this, and returns what it has said by then. */
    public String awaitSaying(String part) {
        var end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (said.stream().noneMatch(line -> line.contains(part))) {
            if (System.nanoTime() > end) throw new AssertionError("no line with " + part + " among " + said);
            Thread.onSpinWait();
        }
        return String.join("\n", said);
    }

    public Client client() {
        if (!process.isAlive()) throw new AssertionError("the service has ended with " + process.exitValue());
        return Client.at(base);
    }

    /** Ends it, by force after half a minute. */
    @Override
    public void close() {
        process.toHandle().destroy();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException fault) {
            Thread.currentThread().interrupt();
        }
    }
}
