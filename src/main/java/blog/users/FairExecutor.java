package blog.users;

import blog.platform.input.Requester;
import blog.platform.problem.Problem;
import blog.platform.problem.Refusal;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs computations on a few threads of its own. What finds no thread free waits for a limited time in a {@link FairQueue}:
 * by requester, and of one requester by account.
 */
final class FairExecutor {
    private final int turns;
    private final Duration longestWait;
    private final Executor threads;

    /** The lock of what follows, too. */
    private final FairQueue<FutureTask<?>> waiting;

    private int running;

    /** @param turns how many run at once */
    FairExecutor(int turns, FairQueue.Bounds bounds, Duration longestWait, String threadNames) {
        this.turns = turns;
        this.longestWait = longestWait;
        this.waiting = new FairQueue<>(bounds);
        this.threads = Executors.newFixedThreadPool(
                turns, Thread.ofPlatform().name(threadNames, 1).daemon().factory());
    }

    int waiting() {
        synchronized (waiting) {
            return waiting.size();
        }
    }

    /**
     * Returns the result of the work when it has had its turn.
     *
     * @throws Problem busy, at once when too many wait already, and later when it was no turn of its own in time
     */
    <T> T call(Requester requester, String account, Supplier<T> work) {
        var task = new FutureTask<>(work::get);
        submit(requester.key(), account, task);
        requester.beforeWait().run();
        var result = result(task);
        requester.afterWait().run();
        return result;
    }

    private void submit(String requester, String account, FutureTask<?> task) {
        FutureTask<?> refused = null;
        synchronized (waiting) {
            if (running == turns) {
                refused = waiting.add(requester, account, task);
            } else {
                running++;
                threads.execute(() -> runAllFrom(task));
            }
        }
        if (refused != null) refused.cancel(false);
    }

    private void runAllFrom(FutureTask<?> first) {
        for (FutureTask<?> next = first; next != null; next = next()) next.run();
    }

    private @Nullable FutureTask<?> next() {
        synchronized (waiting) {
            var next = waiting.poll();
            if (next == null) running--;
            return next;
        }
    }

    private <T> T result(FutureTask<T> task) {
        try {
            return awaited(task);
        } catch (CancellationException refused) {
            throw busy();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            isGivenUp(task);
            throw busy();
        } catch (ExecutionException fault) {
            throw fault.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(fault);
        }
    }

    private <T> T awaited(FutureTask<T> task) throws InterruptedException, ExecutionException {
        try {
            return task.get(longestWait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            if (isGivenUp(task)) throw busy();
            // Its turn has just begun.
            return task.get();
        }
    }

    private boolean isGivenUp(FutureTask<?> task) {
        synchronized (waiting) {
            return waiting.remove(task);
        }
    }

    private static Problem busy() {
        return Problem.busy(Refusal.HASHING, "Too many passwords are being checked at once; try again in a moment.");
    }
}
