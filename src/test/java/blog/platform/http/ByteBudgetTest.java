package blog.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("own-server")
class ByteBudgetTest {
    private static final int PART = 64 << 10;

    private final ByteBudget budget = new ByteBudget(2 * PART);

    @Test
    void whatSeveralHoldCountsOnceUntilTheLastGivesItBack() {
        var shared = budget.share(PART);
        for (int i = 0; i < 10; i++) assertThat(shared.take(Duration.ZERO)).isTrue();
        assertThat(budget.held()).isEqualTo(PART);

        for (int i = 0; i < 9; i++) shared.giveBack();
        assertThat(budget.held()).isEqualTo(PART);
        shared.giveBack();
        assertThat(budget.held()).isZero();

        assertThat(shared.take(Duration.ZERO)).isTrue();
        assertThat(budget.held()).isEqualTo(PART);
    }

    @Test
    void whatHasNoRoomIsNotTaken() {
        assertThat(budget.share(PART).take(Duration.ZERO)).isTrue();
        var second = budget.share(PART);
        assertThat(second.take(Duration.ZERO)).isTrue();
        var third = budget.share(PART);
        assertThat(third.take(Duration.ofMillis(1))).isFalse();

        second.giveBack();
        assertThat(third.take(Duration.ZERO)).isTrue();
        assertThat(budget.free()).isZero();
    }
}
