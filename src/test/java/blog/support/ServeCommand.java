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
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** The service as people run it: a process, on a PostgreSQL of its own in a folder. */
public final class ServeCommand implements AutoCloseable {
    private static final Pattern ADDRESS = Pattern.compile("Blog listens on (http://\\S+) ");

    private final Process process;
    private final URI base;

    private ServeCommand(Process process, URI base) {
        this.process = process;
        this.base = base;
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
                if (address.find()) {
                    drain(lines);
                    return new ServeCommand(process, URI.create(address.group(1)));
                }
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

    /** Or the process would wait for somebody to read what it logs. */
    private static void drain(BufferedReader lines) {
        Thread.ofVirtual().start(() -> lines.lines().forEach(line -> {}));
    }

    public Process process() {
        return process;
    }

    public URI base() {
        return base;
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
