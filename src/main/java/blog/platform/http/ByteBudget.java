package blog.platform.http;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** A share of the heap for what waits for clients, counted in KiB. */
final class ByteBudget {
    private static final int UNIT = 1 << 10;

    private final Semaphore free;
    private final int all;

    /** @param part the fraction of the heap, as in 4 for a quarter */
    ByteBudget(int part) {
        all = (int) Math.min(Runtime.getRuntime().maxMemory() / part / UNIT, Integer.MAX_VALUE);
        free = new Semaphore(all, true);
    }

    /** Nothing yet of the budget. */
    Hold hold() {
        return new Hold();
    }

    /** Returns how many bytes nobody holds. */
    long free() {
        return (long) free.availablePermits() * UNIT;
    }

    /** Returns how many bytes are held. */
    long held() {
        return (long) (all - free.availablePermits()) * UNIT;
    }

    /** The part of the budget that one request holds, until this is closed. Used by one thread. */
    final class Hold implements AutoCloseable {
        private int units;

        /** Takes so many more, unless they do not become free in time. No more than the whole budget counts. */
        boolean take(int bytes, Duration wait) {
            var more = Math.min((bytes + UNIT - 1) / UNIT, all - units);
            try {
                if (!free.tryAcquire(more, wait.toMillis(), TimeUnit.MILLISECONDS)) return false;
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
                return false;
            }
            units += more;
            return true;
        }

        @Override
        public void close() {
            free.release(units);
            units = 0;
        }
    }
}
