package blog.chain.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class TextDiffTest {
    private static final String TEN = lines(1, 10);

    @Test
    void equalTextsDifferInNothing() {
        assertThat(TextDiff.between("", "")).isEmpty();
        assertThat(TextDiff.between(TEN, TEN)).isEmpty();
        assertThat(TextDiff.between("a\nb", "a\r\nb\n")).as("ends of lines").isEmpty();
    }

    @Test
    void aChangeIsShownWithThreeLinesAroundIt() {
        assertThat(TextDiff.between(TEN, TEN.replace("5\n", "five\n"))).isEqualTo("""
                  2
                  3
                  4
                - 5
                + five
                  6
                  7
                  8
                """);
    }

    @Test
    void betweenChangesThatAreFarApartLinesAreLeftOut() {
        assertThat(TextDiff.between(lines(1, 20), lines(2, 20).replace("19\n", "")))
                .startsWith("- 1\n  2\n  3\n  4\n…\n  16\n")
                .endsWith("- 19\n  20\n");
    }

    @Test
    void whatIsOnlyInOneIsMarked() {
        assertThat(TextDiff.between("", "a\nb\n")).isEqualTo("+ a\n+ b\n");
        assertThat(TextDiff.between("a\n@@ b\n", "")).isEqualTo("- a\n- @@ b\n");
    }

    private static String lines(int from, int to) {
        return IntStream.rangeClosed(from, to).mapToObj(i -> i + "\n").collect(Collectors.joining());
    }
}
