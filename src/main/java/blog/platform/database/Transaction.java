package blog.platform.database;

import java.util.function.Supplier;

/** Knows whether its thread is in a transaction of {@link Database}. */
final class Transaction {
    private static final ScopedValue<Boolean> RUNNING = ScopedValue.newInstance();

    private Transaction() {}

    static <T> T run(Supplier<T> work) {
        return ScopedValue.where(RUNNING, true).call(work::get);
    }

    static boolean isRunning() {
        return RUNNING.isBound();
    }
}
