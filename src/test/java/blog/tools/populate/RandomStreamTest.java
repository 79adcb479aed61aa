package blog.tools.populate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class RandomStreamTest {
    @Test
    void aRowGetsTheSameNumbersWhateverCameBeforeIt() {
        var first = RandomStream.POST.of(7, 3);
        RandomStream.POST.of(7, 2).nextLong();
        var again = RandomStream.POST.of(7, 3);
        assertThat(LongStream.generate(first::nextLong).limit(20))
                .containsExactly(
                        LongStream.generate(again::nextLong).limit(20).boxed().toArray(Long[]::new));
    }

    @Test
    void seedsKindsAndRowsHaveNothingInCommon() {
        var seen = new HashSet<Long>();
        for (long seed = 0; seed < 40; seed++) {
            for (var kind : RandomStream.values()) {
                for (long row = 0; row < 40; row++) seen.add(kind.of(seed, row).nextLong());
            }
        }
        assertThat(seen).hasSize(40 * 40 * RandomStream.values().length);
    }

    @Test
    void neighbouringRowsAreSpreadEvenly() {
        double sum = 0;
        for (long row = 0; row < 10_000; row++) {
            sum += RandomStream.LIKERS.of(1, row).nextDouble();
        }
        assertThat(sum / 10_000).isBetween(0.49, 0.51);
    }
}
