package blog.platform.database;

import blog.platform.problem.CannotRunException;
import java.time.Duration;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks after an embedded PostgreSQL: starts it again whenever it has died, until it is closed. */
final class PostgresWatch implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresWatch.class);

    /** The server is nobody's child, so nobody is told of its end: an exit of such a process is found by looking. */
    private static final long BETWEEN_LOOKS = 100;

    /** How long starts may fail, one after the other: what a dead server left behind is gone by then. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final EmbeddedPostgres server;
    private final Consumer<CannotRunException> lost;

    /** @param lost told once, at the end, when it cannot be started again */
    PostgresWatch(EmbeddedPostgres server, Consumer<CannotRunException> lost) {
        this.server = server;
        this.lost = lost;
    }

    @Override
    public void run() {
        try {
            while (true) {
                var process = server.process();
                while (process.filter(PostgresDataFolder::runs).isPresent()) Thread.sleep(BETWEEN_LOOKS);
                if (!server.isOpen()) return;
                LOG.warn("PostgreSQL died; it is started again");
                var died = System.nanoTime();
                startAgain();
                if (!server.isOpen()) return;
                LOG.warn("PostgreSQL was started again, after {} ms", (System.nanoTime() - died) / 1_000_000);
            }
        } catch (CannotRunException fault) {
            LOG.error("PostgreSQL cannot be started again, so the service ends");
            lost.accept(fault);
        } catch (InterruptedException told) {
            Thread.currentThread().interrupt();
        }
    }

    private void startAgain() throws InterruptedException {
        var end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                if (server.startAgain()) return;
                // It recovers, which takes as long as it takes.
                end = System.nanoTime() + PATIENCE.toNanos();
            } catch (CannotRunException fault) {
                if (System.nanoTime() > end) throw fault;
            }
            Thread.sleep(BETWEEN_LOOKS);
        }
    }
}
