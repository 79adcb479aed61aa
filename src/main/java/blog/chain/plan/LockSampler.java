package blog.chain.plan;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jooq.DSLContext;

/** Samples, every few milliseconds, the locks of a statement that releases them before it ends. */
final class LockSampler implements AutoCloseable {
    private static final long BETWEEN = 2_000_000;

    private final Set<HeldLock> seen = ConcurrentHashMap.newKeySet();
    private final Thread looking;
    private volatile boolean ended;

    private LockSampler(Consumer<Set<HeldLock>> look) {
        looking = Thread.ofPlatform().daemon().name("lock sampler").unstarted(() -> {
            while (!ended) {
                look.accept(seen);
                LockSupport.parkNanos(BETWEEN);
            }
        });
    }

    static LockSampler idle() {
        return new LockSampler(seen -> {});
    }

    static LockSampler of(DSLContext sql, int process) {
        var sampler = new LockSampler(seen -> seen.addAll(HeldLock.heldBy(sql, process)));
        sampler.looking.start();
        return sampler;
    }

    /** All that was seen. */
    Set<HeldLock> end() {
        close();
        return seen;
    }

    @Override
    public void close() {
        ended = true;
        try {
            looking.join();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
