package blog.platform.http;

import io.javalin.http.Context;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.server.Request;

/**
 * Ends transfers that take longer than a slow line would: what a client sends or reads a byte at a time is held in memory
 * all the while. One look at all transfers every now and then costs less than a timer for each.
 */
final class TransferDeadlines {
    /** What a client manages at least, in bytes a second, after a few seconds to begin with. */
    private static final long SLOWEST = 16 << 10;

    private static final Duration START = Duration.ofSeconds(5);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);
    private static final Set<Transfer> RUNNING = ConcurrentHashMap.newKeySet();

    static {
        var _ = Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().daemon().name("transfer deadlines").factory())
                .scheduleWithFixedDelay(
                        TransferDeadlines::endLateOnes,
                        BETWEEN_LOOKS.toMillis(),
                        BETWEEN_LOOKS.toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    private TransferDeadlines() {}

    /** Something that a client is sending or reading; it is over when it is closed. */
    static final class Transfer implements AutoCloseable {
        private final long deadline;
        private final Runnable end;
        private volatile boolean late;

        private Transfer(long bytes, Runnable end) {
            this.deadline = System.nanoTime() + START.toNanos() + TimeUnit.SECONDS.toNanos(bytes) / SLOWEST;
            this.end = end;
        }

        /** Returns whether it was ended because it took too long. */
        boolean isLate() {
            return late;
        }

        private void endWhenLate(long now) {
            if (late || now - deadline < 0) return;
            late = true;
            end.run();
        }

        @Override
        public void close() {
            RUNNING.remove(this);
        }
    }

    /** A body of so many bytes that is being read; when it is late, reading it fails. */
    static Transfer ofBody(Context ctx, long bytes) {
        var request = request(ctx);
        return begin(new Transfer(bytes, () -> request.fail(new TimeoutException("the body arrives too slowly"))));
    }

    /** An answer of so many bytes that is being written; when it is late, its connection is closed. */
    static Transfer ofAnswer(Context ctx, long bytes) {
        var connection = request(ctx).getConnectionMetaData().getConnection().getEndPoint();
        return begin(
                new Transfer(bytes, () -> connection.close(new TimeoutException("the answer is read too slowly"))));
    }

    private static Transfer begin(Transfer transfer) {
        RUNNING.add(transfer);
        return transfer;
    }

    private static Request request(Context ctx) {
        return ServletContextRequest.getServletContextRequest(ctx.req());
    }

    private static void endLateOnes() {
        var now = System.nanoTime();
        RUNNING.forEach(transfer -> transfer.endWhenLate(now));
    }
}
