package blog.platform.http;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads once what several ask for at the same time (request coalescing). Who asks alone reads at once, on the own thread.
 * Who asks while the same is being read waits for that to end and shares the next read, which begins only then: nobody gets
 * an answer that is older than the question. Nothing is kept.
 *
 * @param <K> what is asked for
 * @param <V> the answer, which those who share it must not change
 */
final class RequestCoalescer<K, V> {
    private final Map<K, Read<V>> running = new HashMap<>();
    private final LongAdder shared = new LongAdder();

    private static final class Read<V> {
        private final CompletableFuture<@Nullable Void> turn = new CompletableFuture<>();
        private final CompletableFuture<V> answer = new CompletableFuture<>();

        /** Begins when this one has ended; guarded by the map, as is the number of those who wait for it. */
        private @Nullable Read<V> next;

        private int waiting;
    }

    /** @param read may throw, which everybody is told who shares this read */
    V read(K key, Supplier<V> read) {
        Read<V> mine;
        boolean leads;
        synchronized (running) {
            var current = running.get(key);
            leads = current == null || current.next == null;
            if (current == null) {
                mine = new Read<>();
                mine.turn.complete(null);
                running.put(key, mine);
            } else {
                if (current.next == null) current.next = new Read<>();
                mine = current.next;
                mine.waiting++;
            }
        }
        if (leads) return lead(key, mine, read);
        shared.increment();
        return join(mine);
    }

    /** Returns how many have got the answer to another one's read so far. */
    long shared() {
        return shared.sum();
    }

    private V lead(K key, Read<V> mine, Supplier<V> read) {
        mine.turn.join();
        try {
            var answer = read.get();
            mine.answer.complete(answer);
            return answer;
        } catch (Throwable fault) {
            mine.answer.completeExceptionally(fault);
            throw fault;
        } finally {
            end(key, mine);
        }
    }

    private void end(K key, Read<V> ended) {
        Read<V> next;
        synchronized (running) {
            next = ended.next;
            if (next == null) running.remove(key);
            else running.put(key, next);
        }
        if (next != null) next.turn.complete(null);
    }

    private static <V> V join(Read<V> shared) {
        try {
            return shared.answer.join();
        } catch (CompletionException fault) {
            switch (fault.getCause()) {
                case RuntimeException cause -> throw cause;
                case Error cause -> throw cause;
                case null, default -> throw fault;
            }
        }
    }

    /** Returns how many wait for what is being read to be read again. */
    int waiting(K key) {
        synchronized (running) {
            var current = running.get(key);
            return current == null || current.next == null ? 0 : current.next.waiting;
        }
    }

    /** Returns how many different things are being read. */
    int size() {
        synchronized (running) {
            return running.size();
        }
    }
}
