package blog.tools.bench;

import blog.platform.config.Setting;
import blog.platform.problem.CannotRunException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The service as a process of its own, started the way {@code ./blog serve} starts it. */
final class ServiceUnderTest implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int OK = 200;

    private final Process process;
    private final URI address;
    private final Duration start;

    private ServiceUnderTest(Process process, URI address, Path log) throws IOException, InterruptedException {
        this.process = process;
        this.address = address;
        this.start = awaitAnswer(log);
    }

    /**
     * Runs in the plan's folder, where no .env is; its output goes to a log there.
     */
    static ServiceUnderTest start(BenchmarkOptions plan, Map<String, String> settings) {
        var java = Path.of(System.getProperty("java.home"), "bin", "java");
        var words = new ArrayList<>(List.of(java.toString(), "@" + plan.options()));
        if (hasLearned(plan)) words.add("-XX:AOTCache=" + plan.learned());
        words.addAll(List.of("-jar", "target/blog.jar", "serve"));
        try {
            int port = freePort();
            var log = Files.createTempFile(plan.folder(), "service-", ".log");
            var builder = new ProcessBuilder(words).directory(plan.folder().toFile());
            builder.redirectErrorStream(true).redirectOutput(log.toFile());
            for (var setting : Setting.values()) builder.environment().remove(setting.name());
            builder.environment().putAll(settings);
            builder.environment().put(Setting.PORT.name(), Integer.toString(port));
            return new ServiceUnderTest(builder.start(), URI.create("http://127.0.0.1:" + port), log);
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
            throw new CannotRunException("Interrupted.");
        }
    }

    /** As the launcher decides it. */
    static boolean hasLearned(BenchmarkOptions plan) {
        return plan.learned().toFile().lastModified() >= plan.jar().toFile().lastModified();
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Returns the time from the start of the process until it answered that it is ready. */
    private Duration awaitAnswer(Path log) throws IOException, InterruptedException {
        var began = System.nanoTime();
        var ready = HttpRequest.newBuilder(address.resolve("/health/ready")).build();
        try (var client = HttpClient.newHttpClient()) {
            while (System.nanoTime() - began < PATIENCE.toNanos()) {
                if (!process.isAlive()) break;
                try {
                    if (client.send(ready, BodyHandlers.discarding()).statusCode() == OK) {
                        return Duration.ofNanos(System.nanoTime() - began);
                    }
                } catch (IOException notYet) {
                    process.waitFor(5, TimeUnit.MILLISECONDS);
                }
            }
        }
        close();
        throw new CannotRunException("The service did not start; it said (" + log + "):\n" + tail(log));
    }

    private static String tail(Path log) throws IOException {
        var lines = Files.readAllLines(log);
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 10), lines.size()));
    }

    URI address() {
        return address;
    }

    Duration start() {
        return start;
    }

    ProcessHandle process() {
        return process.toHandle();
    }

    /** As an init system would: it is asked to end, and after a while made to. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) return;
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
    }
}
