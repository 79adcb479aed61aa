package blog.platform.ops;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Writes lines in batches, on a thread of its own and in the order in which they were logged. Who logs only puts the event
 * into a queue, and wakes nobody. A warning or an error is on the output, with all that was logged before, when the call
 * that logs it returns. Nothing is dropped: who finds the queue full writes what is in it.
 *
 * <p>Unlike logback's {@code AsyncAppender}, which wakes its thread for each line and keeps warnings waiting like others.
 */
final class BatchingAppender extends OutputStreamAppender<ILoggingEvent> {
    /** Far more lines than requests end between two batches. */
    static final int ROOM = 1 << 12;

    private static final Duration BETWEEN_BATCHES = Duration.ofMillis(50);

    /** The output gets whole lines, since a line that has no room any more begins the next part. */
    private static final int PART = 1 << 14;

    private final BlockingQueue<ILoggingEvent> waiting = new ArrayBlockingQueue<>(ROOM);
    private final Lock writing = new ReentrantLock();
    private final ScheduledExecutorService writer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("log").factory());
    private volatile boolean ending;

    BatchingAppender(OutputStream output) {
        setImmediateFlush(false);
        setOutputStream(new BufferedOutputStream(output, PART));
    }

    @Override
    public void start() {
        super.start();
        var pause = BETWEEN_BATCHES.toMillis();
        var _ = writer.scheduleWithFixedDelay(this::writeBatch, pause, pause, TimeUnit.MILLISECONDS);
    }

    private void writeBatch() {
        if (!waiting.isEmpty()) writeWaiting();
    }

    @Override
    protected void append(ILoggingEvent event) {
        event.prepareForDeferredProcessing();
        while (!waiting.offer(event)) writeWaiting();
        if (ending || event.getLevel().isGreaterOrEqual(Level.WARN)) writeWaiting();
    }

    /** Writes as much as waits now, so that nobody is kept by what others go on to log. */
    private void writeWaiting() {
        // Even when nothing waits any more: somebody else may be about to write it.
        writing.lock();
        try {
            for (int rest = waiting.size(); rest > 0; rest--) write(waiting.remove());
            getOutputStream().flush();
        } catch (IOException gone) {
            addError("the output cannot be written to", gone);
        } finally {
            writing.unlock();
        }
    }

    private void write(ILoggingEvent event) {
        try {
            subAppend(event);
        } catch (RuntimeException fault) {
            addError("a line could not be written", fault);
        }
    }

    /** For a process that ends: writes what waits, and each later line at once, since there may be no next batch. */
    void end() {
        ending = true;
        writeWaiting();
    }

    @Override
    public void stop() {
        end();
        writer.shutdown();
        super.stop();
    }

    /** It is the process's own, which others write to as well. */
    @Override
    protected void closeOutputStream() {}
}
