package blog.users;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import blog.platform.input.Requester;
import blog.platform.problem.Problem;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PasswordHasherTest {
    private static final Requester ANN = new Requester("ann", () -> {}, () -> {});

    @Test
    void whoFindsNoTurnIsToldToComeBack() throws Exception {
        var hasher = new PasswordHasher(1, Duration.ofMillis(1));
        Callable<Boolean> attempt = () -> {
            try {
                return !hasher.hash(ANN, "ann", "correct horse").isEmpty();
            } catch (Problem busy) {
                assertThat(busy.kind()).isEqualTo(Problem.Kind.BUSY);
                return false;
            }
        };
        try (var visitors = Executors.newVirtualThreadPerTaskExecutor()) {
            var served = visitors
                    .invokeAll(IntStream.range(0, 40).mapToObj(each -> attempt).toList())
                    .stream()
                    .map(result -> result.resultNow())
                    .toList();
            assertThat(served).contains(true, false);
        }
        // The last turn is given back when its hash has been handed over, which may take longer than the wait.
        while (!attempt.call()) Thread.onSpinWait();
    }

    /** The cost of a refusal must not reveal whether an account exists. */
    @Test
    void aPasswordOfNobodyTakesATurnAsAnyOther() {
        var hasher = new PasswordHasher(1, Duration.ofSeconds(1));
        var hash = hasher.hash(ANN, "ann", "correct horse");

        var refused = hasher.inTurn(
                ANN,
                "ann",
                () -> Stream.of(hash, null)
                        .map(each -> catchThrowableOfType(Problem.class, () -> hasher.matches(ANN, "ann", "x", each)))
                        .map(problem -> problem == null ? null : problem.kind())
                        .toList());
        assertThat(refused).containsExactly(Problem.Kind.BUSY, Problem.Kind.BUSY);
    }

    @Test
    void aHashThatIsNoneIsRefusedAsIs() {
        var hasher = new PasswordHasher(1, Duration.ofMinutes(1));

        assertThatExceptionOfType(RuntimeException.class).isThrownBy(() -> hasher.matches(ANN, "ann", "x", "none"));
        assertThat(hasher.matches(ANN, "ann", "x", null)).isFalse();
    }
}
