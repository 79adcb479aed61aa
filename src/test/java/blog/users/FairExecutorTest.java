package blog.users;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import blog.platform.input.Requester;
import blog.platform.problem.Problem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class FairExecutorTest {
    private static final FairQueue.Bounds BOUNDS = new FairQueue.Bounds(8, 4, 4);

    @AutoClose
    private final ExecutorService visitors = Executors.newVirtualThreadPerTaskExecutor();

    private final FairExecutor executor = new FairExecutor(1, BOUNDS, Duration.ofMinutes(1), "test-");
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch end = new CountDownLatch(1);
    private final List<String> served = new CopyOnWriteArrayList<>();

    @Test
    void whoComesAfterACrowdOfOneRequesterIsServedBeforeItsRest() throws Exception {
        var crowd = occupied("crowd");
        for (int i = 0; i < 4; i++) {
            var _ = begins("crowd");
            awaitWaiting(i + 1);
        }
        var other = begins("other");
        awaitWaiting(5);
        end.countDown();
        other.get();
        crowd.get();
        awaitWaiting(0);

        assertThat(served).startsWith("crowd", "crowd", "other");
    }

    @Test
    void whoFindsNoRoomIsToldAtOnce() throws Exception {
        var crowd = new ArrayList<Future<?>>();
        crowd.add(occupied("crowd"));
        for (int i = 0; i < 4; i++) crowd.add(begins("crowd"));
        awaitWaiting(4);

        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> executor.call(requester("crowd"), "", () -> 0))
                .matches(problem -> problem.kind() == Problem.Kind.BUSY);
        assertThat(crowd).noneMatch(Future::isDone);
    }

    @Test
    void whoWaitsTooLongIsToldSoAndLeavesTheQueue() throws Exception {
        var hasty = new FairExecutor(1, BOUNDS, Duration.ofMillis(1), "test-");
        var waited = hasty.call(requester("first"), "", () -> {
            assertThatExceptionOfType(Problem.class)
                    .isThrownBy(() -> hasty.call(requester("second"), "", () -> served.add("second")));
            return hasty.waiting();
        });

        assertThat(waited).isZero();
        assertThat(hasty.call(requester("third"), "", () -> List.copyOf(served)))
                .isEmpty();
    }

    @Test
    void whileItWaitsARequestHoldsNothing() throws Exception {
        var events = new CopyOnWriteArrayList<String>();
        var requester = new Requester("ann", () -> events.add("left"), () -> events.add("entered"));
        assertThat(executor.call(requester, "", () -> "done")).isEqualTo("done");
        assertThat(events).containsExactly("left", "entered");
    }

    @Test
    void aFaultOfTheWorkIsThrownAndEndsNoThread() {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> executor.call(requester("ann"), "", () -> {
                    throw new IllegalArgumentException("wrong");
                }));
        assertThat(executor.call(requester("ann"), "", () -> 7)).isEqualTo(7);
    }

    @AfterEach
    void allowTheEnd() {
        end.countDown();
    }

    /** Takes the only turn until the end is allowed. */
    private Future<?> occupied(String requester) throws InterruptedException {
        var first = visitors.submit(() -> executor.call(requester(requester), "", () -> {
            begun.countDown();
            awaitEnd();
            return served.add(requester);
        }));
        begun.await();
        return first;
    }

    private void awaitEnd() {
        try {
            end.await();
        } catch (InterruptedException stopping) {
            throw new IllegalStateException(stopping);
        }
    }

    private Future<?> begins(String requester) {
        return visitors.submit(() -> executor.call(requester(requester), "", () -> served.add(requester)));
    }

    private void awaitWaiting(int count) {
        while (executor.waiting() != count) Thread.onSpinWait();
    }

    private static Requester requester(String key) {
        return new Requester(key, () -> {}, () -> {});
    }
}
