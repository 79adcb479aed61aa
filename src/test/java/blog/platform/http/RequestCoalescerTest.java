package blog.platform.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import blog.platform.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RequestCoalescerTest {
    @AutoClose
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private final RequestCoalescer<String, Integer> coalescer = new RequestCoalescer<>();
    private final AtomicInteger reads = new AtomicInteger();

    @Test
    void whoAsksAloneReadsAtOnceAndNothingIsKept() {
        assertThat(coalescer.read("a", reads::incrementAndGet)).isEqualTo(1);
        assertThat(coalescer.read("a", reads::incrementAndGet)).isEqualTo(2);
        assertThat(coalescer.size()).isZero();
    }

    @Test
    void whoAskDuringAReadShareTheNextOne() throws Exception {
        var answers = whileOneReads(10, reads::incrementAndGet);
        for (var answer : answers) assertThat(answer.get()).isEqualTo(2);
        assertThat(reads).hasValue(2);
        assertThat(coalescer.shared()).isEqualTo(9);
        assertThat(coalescer.size()).isZero();
    }

    @Test
    void anotherQuestionWaitsForNobody() throws Exception {
        var go = new CountDownLatch(1);
        var first = threads.submit(() -> coalescer.read("a", () -> await(go)));
        awaitReads(1);
        assertThat(coalescer.read("b", () -> 7)).isEqualTo(7);
        go.countDown();
        assertThat(first.get()).isEqualTo(1);
    }

    @Test
    void everybodyWhoSharesAReadIsToldWhyItFailedAndTheNextIsReadAnew() throws Exception {
        var answers = whileOneReads(3, () -> {
            throw Problem.notFound("post " + reads.incrementAndGet());
        });
        for (var answer : answers) {
            assertThatThrownBy(answer::get)
                    .isInstanceOf(ExecutionException.class)
                    .cause()
                    .isInstanceOf(Problem.class)
                    .hasMessageContaining("post 2");
        }
        assertThat(coalescer.read("a", () -> 5)).isEqualTo(5);
        assertThat(coalescer.size()).isZero();
    }

    /** Real threads, real histories: what was written before a read was asked for is in its answer. */
    @Test
    void nobodyGetsAnAnswerFromBeforeTheQuestion() throws Exception {
        var written = new AtomicLong();
        var shared = new RequestCoalescer<Integer, Long>();
        var stale = new AtomicInteger();
        var readers = new ArrayList<Future<?>>();
        for (int reader = 0; reader < 32; reader++) {
            int key = reader % 3;
            readers.add(threads.submit(() -> {
                for (int i = 0; i < 5_000; i++) {
                    long before = written.incrementAndGet();
                    if (shared.read(key, written::get) < before) stale.incrementAndGet();
                }
            }));
        }
        for (var reader : readers) reader.get();
        assertThat(stale).hasValue(0);
        assertThat(shared.size()).isZero();
    }

    /** One reads, and so many ask for the same before it ends. */
    private List<Future<Integer>> whileOneReads(int others, Supplier<Integer> read) throws Exception {
        var go = new CountDownLatch(1);
        var first = threads.submit(() -> coalescer.read("a", () -> await(go)));
        awaitReads(1);
        var answers = new ArrayList<Future<Integer>>();
        for (int i = 0; i < others; i++) answers.add(threads.submit(() -> coalescer.read("a", read)));
        while (coalescer.waiting("a") < others) Thread.onSpinWait();
        go.countDown();
        assertThat(first.get()).isEqualTo(1);
        return answers;
    }

    private Integer await(CountDownLatch go) {
        var number = reads.incrementAndGet();
        try {
            go.await();
        } catch (InterruptedException fault) {
            throw new IllegalStateException(fault);
        }
        return number;
    }

    private void awaitReads(int number) {
        while (reads.get() < number) Thread.onSpinWait();
    }
}
