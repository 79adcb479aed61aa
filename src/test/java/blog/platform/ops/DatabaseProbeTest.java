package blog.platform.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Tag("own-server")
@Timeout(60)
class DatabaseProbeTest {
    private final AtomicInteger questions = new AtomicInteger();

    @Test
    void theAnswerIsKeptForAWhile() {
        var probe = new DatabaseProbe(() -> questions.incrementAndGet() > 0);
        for (int i = 0; i < 10; i++) assertThat(probe.isUp()).isTrue();
        assertThat(questions).hasValue(1);
        while (questions.get() < 2) assertThat(probe.isUp()).isTrue();
    }

    @Test
    void whoDoesNotAnswerIsAskedOnceAndNotWaitedFor() {
        var silence = new CountDownLatch(1);
        var probe = new DatabaseProbe(() -> {
            questions.incrementAndGet();
            try {
                silence.await();
            } catch (InterruptedException fault) {
                throw new IllegalStateException(fault);
            }
            return true;
        });
        for (int i = 0; i < 4; i++) assertThat(probe.isUp()).isFalse();
        assertThat(questions).hasValue(1);

        silence.countDown();
        while (!probe.isUp()) Thread.onSpinWait();
    }

    @Test
    void aFaultIsANo() {
        var probe = new DatabaseProbe(() -> {
            throw new IllegalStateException("no pool");
        });
        assertThat(probe.isUp()).isFalse();
    }
}
