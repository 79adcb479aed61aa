package blog.platform.ops;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/** Tells whether PostgreSQL answers: asks once a second at most, one question at a time, and is never waited for long. */
final class DatabaseProbe {
    static final Duration KEPT = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofMillis(500);

    private final BooleanSupplier answers;
    private CompletableFuture<Boolean> last = CompletableFuture.completedFuture(false);
    private long asked = System.nanoTime() - KEPT.toNanos();

    DatabaseProbe(BooleanSupplier answers) {
        this.answers = answers;
    }

    /** What takes too long is a no. */
    boolean isUp() {
        try {
            return last().get(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException down) {
            return false;
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private synchronized CompletableFuture<Boolean> last() {
        var now = System.nanoTime();
        if (last.isDone() && now - asked >= KEPT.toNanos()) {
            asked = now;
            last = CompletableFuture.supplyAsync(answers::getAsBoolean, Thread::startVirtualThread);
        }
        return last;
    }
}
