package blog.chain.plan;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/** Sessions that use the tables while migrations run, and record how long they waited. */
final class ConcurrentWriters implements AutoCloseable {
    private static final long PAUSE = Duration.ofMillis(3).toNanos();
    private static final long LONGEST_END = Duration.ofSeconds(30).toMillis();

    /** One statement of a writer, from and to in nanoseconds. */
    private record Done(WorkloadOperation operation, long from, long to, String fault) {}

    /** A wait, and whose. */
    record Wait(Duration time, String what) {
        static final Wait NONE = new Wait(Duration.ZERO, "");
    }

    private final DataSource database;
    private final Queue<Done> done = new ConcurrentLinkedQueue<>();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean ended;

    /** @param each how many write to each table */
    ConcurrentWriters(DataSource database, List<WorkloadOperation> operations, int each) {
        this.database = database;
        operations.stream()
                .collect(Collectors.groupingBy(WorkloadOperation::table))
                .forEach((table, own) -> {
                    for (int number = 1; number <= each; number++) {
                        threads.add(Thread.ofPlatform()
                                .daemon()
                                .name("writer of " + table)
                                .unstarted(() -> write(own)));
                    }
                });
    }

    void start() {
        threads.forEach(Thread::start);
    }

    private void write(List<WorkloadOperation> operations) {
        int turn = 0;
        while (!ended) {
            try (var connection = database.getConnection()) {
                while (!ended) {
                    once(connection, operations.get(turn++ % operations.size()));
                    LockSupport.parkNanos(PAUSE);
                }
            } catch (SQLException | RuntimeException lost) {
                // Its connection: it takes another one.
                LockSupport.parkNanos(PAUSE);
            }
        }
    }

    private void once(Connection connection, WorkloadOperation operation) {
        long from = System.nanoTime();
        var fault = Workload.fault(() -> operation.once().accept(QuietDsl.over(connection)));
        done.add(new Done(operation, from, System.nanoTime(), fault));
    }

    /** After the ones that are under way. */
    @Override
    public void close() {
        ended = true;
        try {
            for (var thread : threads) thread.join(LONGEST_END);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** The longest that one statement took of this time. */
    Wait longest(long from, long to) {
        return done.stream()
                .map(each -> new Wait(
                        Duration.ofNanos(Math.min(each.to, to) - Math.max(each.from, from)), each.operation.what()))
                .filter(wait -> wait.time().isPositive())
                .max(Comparator.comparing(Wait::time))
                .orElse(Wait.NONE);
    }

    long count(long from, long to) {
        return done.stream().filter(each -> each.to >= from && each.from <= to).count();
    }

    /** Returns the errors in this period, with their numbers. */
    Map<String, Long> failures(long from, long to) {
        return done.stream()
                .filter(each -> !each.fault.isEmpty() && each.to >= from && each.from <= to)
                .collect(Collectors.groupingBy(
                        each -> each.operation.what() + ": " + each.fault, TreeMap::new, Collectors.counting()));
    }
}
