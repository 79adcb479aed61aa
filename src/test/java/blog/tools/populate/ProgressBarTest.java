package blog.tools.populate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ProgressBarTest {
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);

    @Test
    void onATerminalItIsALineThatIsWrittenOverUntilAllIsDone() {
        var bar = new ProgressBar(out, true);
        bar.rows("posts", 0, 2_000);
        assertThat(said()).isEmpty();
        bar.rows("posts", 2_000, 2_000);
        assertThat(said())
                .startsWith("\rposts  " + "█".repeat(30) + "  2,000 of 2,000 (100 %), ")
                .containsPattern("/s +\\R$");
    }

    @Test
    void inALogItIsALineForEachTable() {
        var bar = new ProgressBar(out, false);
        bar.rows("posts", 1, 3);
        bar.rows("posts", 3, 3);
        bar.rows("likes", 5, 5);
        assertThat(said()).doesNotContain("\r").matches("posts  3 of 3 \\(100 %\\), .*/s\\Rlikes  5 of 5 .*/s\\R");
    }

    @Test
    void atTheEndItIsWhatWasDoneAndHowFast() {
        new ProgressBar(out, true).end(1_000);
        assertThat(said()).matches("1,000 rows in \\d+\\.\\d s, [\\d,]+ rows/s\\.\\R");
    }

    private String said() {
        return said.toString(StandardCharsets.UTF_8);
    }
}
