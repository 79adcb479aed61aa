package blog.tools.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class BenchmarkReportTest {
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final BenchmarkReport report = new BenchmarkReport(new PrintStream(said, true, StandardCharsets.UTF_8));

    @Test
    void whatIsWithinItsTargetIsMet() {
        report.resident(511.6);
        report.start(Duration.ofSeconds(9), Duration.ofMillis(960));
        assertThat(report.missed()).isEmpty();
        assertThat(said.toString(StandardCharsets.UTF_8))
                .contains("512 MB, at most 512 MB: met", "first 9.0 s, then 1.0 s, at most 1.0 s: met");
    }

    @Test
    void whatIsBeyondItsTargetIsMissed() {
        report.resident(512.1);
        report.start(Duration.ofSeconds(1), Duration.ofMillis(1001));
        assertThat(report.missed()).containsExactly("resident memory", "second start");
        assertThat(said.toString(StandardCharsets.UTF_8)).contains("MB: MISSED", "1.0 s: MISSED");
    }

    @Test
    void whatCouldNotBeMeasuredIsNeitherMetNorMissed() {
        report.resident(Double.NaN);
        assertThat(report.missed()).isEmpty();
        assertThat(said.toString(StandardCharsets.UTF_8))
                .contains("not measured")
                .doesNotContain("met");
    }
}
