package blog.platform.http;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/** A share of the heap for what waits for clients, counted in KiB. */
final class ByteBudget {
    private static final int UNIT = 1 << 10;

    private final Semaphore free;
    private final int all;

    ByteBudget(long bytes) {
        all = (int) Math.min(bytes / UNIT, Integer.MAX_VALUE);
        free = new Semaphore(all, true);
    }

    /** So many bytes that several may hold; nobody does yet. */
    Shared share(int bytes) {
        return new Shared(bytes);
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

    /** Bytes that several hold and that count once, from the first who takes them to the last who gives them back. */
    final class Shared {
        private final int bytes;
        private final Lock lock = new ReentrantLock();
        private final Hold hold = hold();
        private int holders;

        private Shared(int bytes) {
            this.bytes = bytes;
        }

        /** Takes them, unless they do not become free in time. */
        boolean take(Duration wait) {
            var end = System.nanoTime() + wait.toNanos();
            try {
                if (!lock.tryLock(wait.toMillis(), TimeUnit.MILLISECONDS)) return false;
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
                return false;
            }
            try {
                var rest = Duration.ofNanos(Math.max(0, end - System.nanoTime()));
                if (holders == 0 && !hold.take(bytes, rest)) return false;
                holders++;
                return true;
            } finally {
                lock.unlock();
            }
        }

        /** Gives them back: to be called once for each time that they were taken. */
        void giveBack() {
            lock.lock();
            try {
                holders--;
                if (holders == 0) hold.close();
            } finally {
                lock.unlock();
            }
        }
    }
}
