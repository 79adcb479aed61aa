package blog.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import blog.platform.problem.Problem;
import blog.platform.problem.Refusal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class BatcherTest {
    private static final int BLOCKS = 0;
    private static final Duration LONG = Duration.ofMinutes(1);

    @AutoClose
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private final CountDownLatch go = new CountDownLatch(1);
    private final CountDownLatch begun = new CountDownLatch(1);
    private final List<Integer> asked = new CopyOnWriteArrayList<>();
    private final List<List<Integer>> batches = new CopyOnWriteArrayList<>();

    @Test
    void whoComesAloneIsAnsweredAtOnceAndAlone() {
        var batcher = batcher();
        assertThat(batcher.ask(1)).isEqualTo("1 alone");
        assertThat(batcher.ask(2)).isEqualTo("2 alone");
        assertThat(batches).isEmpty();
    }

    @Test
    void thoseWhoComeMeanwhileShareTheNextStatementAndEachGetsTheOwnAnswer() throws Exception {
        var answers = whileOneRuns(batcher(), 1, 2, 3, 4, 5);
        assertThat(results(answers)).containsExactly("1 of 5", "2 of 5", "3 of 5", "4 of 5", "5 of 5");
        assertThat(batches).containsExactly(List.of(1, 2, 3, 4, 5));
    }

    @Test
    void oneWhoWaitedWithNobodyElseIsAnsweredAlone() throws Exception {
        assertThat(results(whileOneRuns(batcher(), 7))).containsExactly("7 alone");
        assertThat(batches).isEmpty();
    }

    /** So that a statement has an end. */
    @Test
    void aCrowdIsAnsweredInSeveralStatements() throws Exception {
        var crowd = new Integer[300];
        for (int i = 0; i < crowd.length; i++) crowd[i] = i + 1;
        var answers = results(whileOneRuns(batcher(), crowd));
        assertThat(answers.getFirst()).isEqualTo("1 of 128");
        assertThat(answers.getLast()).isEqualTo("300 of 44");
        assertThat(batches).extracting(List::size).containsExactly(128, 128, 44);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2, 4})
    void theFaultOfOneReachesNoOther(int bad) throws Exception {
        var batcher = new Batcher<Integer, String>(
                question -> failing(question, bad) + " alone",
                questions -> {
                    batches.add(questions);
                    var answers = questions.stream()
                            .map(question -> failing(question, bad))
                            .toList();
                    return suppliers(answers);
                },
                BatcherTest::ignore,
                LONG);
        var answers = whileOneRuns(batcher, -1, -2, -3, -4, -5);
        for (int at = 0; at < answers.size(); at++) {
            if (at == bad) assertThatThrownBy(answers.get(at)::get).hasMessageContaining("my own fault");
            else assertThat(answers.get(at).get()).isEqualTo(-1 - at + " alone");
        }
        assertThat(batches).hasSize(1);
        assertThat(batcher.ask(6)).isEqualTo("6 alone");
    }

    private String failing(int question, int bad) {
        if (question == BLOCKS) return alone(question);
        if (question == -1 - bad) throw new IllegalStateException("my own fault");
        return String.valueOf(question);
    }

    /** Each trying alone would be as many times the same outage. */
    @Test
    void anOutageIsToldToEachAndNotTriedAgain() throws Exception {
        var batcher = new Batcher<>(
                this::alone,
                questions -> {
                    throw Problem.busy("down");
                },
                BatcherTest::ignore,
                LONG);
        for (var answer : whileOneRuns(batcher, 1, 2, 3)) {
            assertThatThrownBy(answer::get)
                    .isInstanceOf(ExecutionException.class)
                    .cause()
                    .isInstanceOf(Problem.class)
                    .hasMessage("down");
        }
        assertThat(asked).containsExactly(BLOCKS);
        assertThat(batcher.ask(4)).isEqualTo("4 alone");
    }

    /** As it does when it waits for a lock. */
    @Test
    void aStatementThatTakesLongLosesTheTurnAndEndsWithoutIt() throws Exception {
        var batcher =
                new Batcher<Integer, String>(this::alone, this::together, BatcherTest::ignore, Duration.ofMillis(1));
        var first = threads.submit(() -> batcher.ask(BLOCKS));
        begun.await();
        for (int i = 1; i <= 3; i++) assertThat(batcher.ask(i)).isEqualTo(i + " alone");
        assertThat(first.isDone()).isFalse();
        go.countDown();
        assertThat(first.get()).isEqualTo("0 alone");
        assertThat(batcher.ask(4)).isEqualTo("4 alone");
        assertThat(batcher.waiting()).isZero();
    }

    @Test
    void conflictsAreTriedAloneSinceTheyMayBeThoseOfOne() throws Exception {
        var batcher = new Batcher<>(
                this::alone,
                questions -> {
                    throw Problem.busy(Refusal.CONFLICTS, "again and again");
                },
                BatcherTest::ignore,
                LONG);
        assertThat(results(whileOneRuns(batcher, 1, 2))).containsExactly("1 alone", "2 alone");
    }

    @Test
    void theSizeOfEachBatchIsTold() throws Exception {
        var sizes = new CopyOnWriteArrayList<Integer>();
        var answers = whileOneRuns(new Batcher<>(this::alone, this::together, sizes::add, LONG), 1, 2, 3);
        assertThat(results(answers)).hasSize(3);
        assertThat(sizes).containsExactly(1, 3);
    }

    @Test
    void withTooFewAnswersEachIsAskedAlone() throws Exception {
        var answers = whileOneRuns(
                new Batcher<>(this::alone, questions -> List.of(() -> "one"), BatcherTest::ignore, LONG), 1, 2);
        assertThat(results(answers)).containsExactly("1 alone", "2 alone");
    }

    @Test
    void whoFailsAloneEndsTheTurnToo() {
        var batcher = new Batcher<Integer, String>(
                question -> {
                    throw new IllegalStateException("alone");
                },
                this::together,
                BatcherTest::ignore);
        for (int i = 0; i < 3; i++) assertThatThrownBy(() -> batcher.ask(1)).hasMessage("alone");
    }

    /** Real threads, real histories: what was written before a question is in its answer, and each gets the own. */
    @Test
    void nobodyGetsAnAnswerFromBeforeTheQuestionOrSomebodyElses() throws Exception {
        record Seen(int reader, long written) {}
        var written = new AtomicLong();
        var wrong = new AtomicInteger();
        var batcher = new Batcher<Integer, Seen>(
                reader -> new Seen(reader, written.get()),
                readers -> {
                    var now = written.get();
                    return suppliers(readers.stream()
                            .map(reader -> new Seen(reader, now))
                            .toList());
                },
                BatcherTest::ignore);
        var readers = new ArrayList<Future<?>>();
        for (int number = 0; number < 32; number++) {
            int reader = number;
            readers.add(threads.submit(() -> {
                for (int i = 0; i < 3_000; i++) {
                    var before = written.incrementAndGet();
                    var seen = batcher.ask(reader);
                    if (seen.reader() != reader || seen.written() < before) wrong.incrementAndGet();
                }
            }));
        }
        for (var reader : readers) reader.get();
        assertThat(wrong).hasValue(0);
        assertThat(batcher.waiting()).isZero();
    }

    /** One runs, and these come in this order before it ends. */
    private List<Future<String>> whileOneRuns(Batcher<Integer, String> batcher, Integer... questions) throws Exception {
        var first = threads.submit(() -> batcher.ask(BLOCKS));
        begun.await();
        var answers = new ArrayList<Future<String>>();
        for (var question : questions) {
            answers.add(threads.submit(() -> batcher.ask(question)));
            while (batcher.waiting() < answers.size()) Thread.onSpinWait();
        }
        go.countDown();
        first.get();
        return answers;
    }

    private static List<String> results(List<Future<String>> answers) throws Exception {
        var results = new ArrayList<String>();
        for (var answer : answers) results.add(answer.get());
        return results;
    }

    private String alone(int question) {
        asked.add(question);
        if (question == BLOCKS) {
            begun.countDown();
            try {
                go.await();
            } catch (InterruptedException fault) {
                throw new IllegalStateException(fault);
            }
        }
        return question + " alone";
    }

    private List<Supplier<String>> together(List<Integer> questions) {
        batches.add(questions);
        return suppliers(questions.stream()
                .map(question -> question + " of " + questions.size())
                .toList());
    }

    private static void ignore(int size) {}

    private Batcher<Integer, String> batcher() {
        return new Batcher<>(this::alone, this::together, BatcherTest::ignore, LONG);
    }

    private static <T> List<Supplier<T>> suppliers(List<T> answers) {
        return answers.stream().<Supplier<T>>map(answer -> () -> answer).toList();
    }
}
