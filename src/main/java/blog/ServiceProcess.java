package blog;

import blog.platform.config.Settings;
import java.io.PrintStream;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;

/**
 * The service as a process: prints the address it listens on, and on SIGTERM, Ctrl-C or SIGHUP finishes running
 * requests and exits with 0.
 *
 * <p>A shutdown hook rather than a signal handler: it is part of the Java API, it receives every signal that ends a
 * process, and a signal that arrives during start-up waits for it instead of leaving a half-started service behind.
 */
final class ServiceProcess {
    private final Function<Settings, Blog> start;
    private final Settings settings;
    private final PrintStream out;
    private volatile boolean stopping;

    ServiceProcess(Function<Settings, Blog> start, Settings settings, PrintStream out) {
        this.start = start;
        this.settings = settings;
        this.out = out;
    }

    /**
     * Comes back only when its thread is interrupted.
     *
     * @param halt ends the process with 0 at once, from within a shutdown hook
     * @throws blog.platform.problem.CannotRunException when it cannot start, or has lost its database for good
     */
    int run(Runnable halt) {
        var began = System.nanoTime();
        var started = new CompletableFuture<Blog>();
        var hook = new Thread(() -> stop(started, halt), "stop");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            var blog = start.apply(settings);
            started.complete(blog);
            out.printf("Blog listens on %s (after %d ms). Ctrl-C stops it.%n", address(blog.port()), since(began));
            try (blog) {
                waitForTheEnd(blog);
            }
            return 0;
        } catch (RuntimeException | Error fault) {
            // Libraries cannot be loaded any more while a process ends, so a start that is broken off fails somewhere.
            if (!stopping) throw fault;
            return 0;
        } finally {
            started.cancel(false);
            forget(hook);
        }
    }

    private void stop(CompletableFuture<Blog> started, Runnable halt) {
        stopping = true;
        out.println("Stopping, once running requests have finished.");
        try {
            started.join().close();
        } catch (CancellationException neverStarted) {
            // Then there is nothing to finish.
        }
        out.flush();
        halt.run();
    }

    private static void waitForTheEnd(Blog blog) {
        try {
            throw blog.loss().get();
        } catch (InterruptedException told) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException never) {
            throw new IllegalStateException(never);
        }
    }

    private static void forget(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException shuttingDown) {
            // Then it runs, or has run.
        }
    }

    private String address(int port) {
        var host = settings.server().host();
        var everywhere = host.equals("0.0.0.0") || host.equals("::") || host.isEmpty();
        return "http://" + (everywhere ? "localhost" : host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }

    private static long since(long nanoTime) {
        return (System.nanoTime() - nanoTime) / 1_000_000;
    }
}
