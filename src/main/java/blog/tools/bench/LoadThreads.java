package blog.tools.bench;

import blog.platform.problem.CannotRunException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Threads that repeat the same operation, each on a connection of its own. */
final class LoadThreads {
    private LoadThreads() {}

    interface Work {
        void once() throws Exception;
    }

    /** One of them: what it does, and how it ends. */
    interface Member {
        void once() throws Exception;

        void end() throws Exception;
    }

    static Member member(Work work, AutoCloseable connection) {
        return new Member() {
            @Override
            public void once() throws Exception {
                work.once();
            }

            @Override
            public void end() throws Exception {
                connection.close();
            }
        };
    }

    static Measurement run(int members, int seconds, Callable<Member> making) {
        var nanoseconds = new ArrayList<Long>();
        try (var threads = Executors.newFixedThreadPool(members)) {
            var tasks = new ArrayList<Callable<List<Long>>>();
            for (int i = 0; i < members; i++) tasks.add(() -> times(making, seconds));
            for (var done : threads.invokeAll(tasks)) nanoseconds.addAll(done.get());
        } catch (ExecutionException fault) {
            throw new IllegalStateException(fault.getCause());
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
            throw new CannotRunException("Interrupted.");
        }
        return Measurement.of(nanoseconds, seconds);
    }

    private static List<Long> times(Callable<Member> making, int seconds) throws Exception {
        var times = new ArrayList<Long>();
        var member = making.call();
        try {
            var end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
            for (var from = System.nanoTime(); from < end; ) {
                member.once();
                var to = System.nanoTime();
                times.add(to - from);
                from = to;
            }
        } finally {
            member.end();
        }
        return times;
    }
}
