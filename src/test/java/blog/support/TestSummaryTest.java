package blog.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs classes that end in each way there is, which no build runs by itself since they are nested. */
final class TestSummaryTest {
    @TempDir
    Path folder;

    @Test
    void aFailureIsToldWithItsReasonItsReportAndHowToRunItAlone() throws IOException {
        assertThat(summaryOf(Mixed.class))
                .containsPattern("\n3 tests in \\d+ s, 2 FAILED:\n")
                .contains("""
                          TestSummaryTest$Mixed#isWrong: [the sum] expected: 5 but was: 4
                            report: target/surefire-reports/blog.support.TestSummaryTest$Mixed.txt
                            alone:  ./blog test '-Dtest=TestSummaryTest$Mixed#isWrong'
                        """)
                .contains("  TestSummaryTest$Mixed#isOdd [1] number = 2: IllegalStateException no odd number of 2\n");
    }

    @Test
    void whatFailsBeforeItsTestsIsAClass() throws IOException {
        assertThat(summaryOf(NeverBegun.class))
                .contains("  TestSummaryTest$NeverBegun: IllegalStateException no server\n")
                .contains("    alone:  ./blog test '-Dtest=TestSummaryTest$NeverBegun'\n");
    }

    @Test
    void whatIsLeftOutIsToldWithItsReasonAndIsNoFailure() throws IOException {
        assertThat(summaryOf(LeftOut.class))
                .contains("NOT tested here:\n")
                .contains("  TestSummaryTest$LeftOut#needsAnEngine: Assumption failed: no engine answers\n")
                .contains("  TestSummaryTest$LeftOut#later: not yet\n")
                .endsWith("s, all passed.\n");
    }

    @Test
    void theSlowestClassesComeFirst() throws IOException {
        assertThat(summaryOf(Mixed.class, LeftOut.class))
                .startsWith("The slowest classes:\n")
                .containsPattern("(?m)^ +\\d+\\.\\d s  blog\\.support\\.TestSummaryTest\\$Mixed$");
    }

    @Test
    void aRunThatNamesNoFileWritesNone() {
        run(LauncherDiscoveryRequestBuilder.request(), Mixed.class);
        assertThat(folder).isEmptyDirectory();
    }

    private String summaryOf(Class<?>... tests) throws IOException {
        var file = folder.resolve("below/summary.txt");
        run(LauncherDiscoveryRequestBuilder.request().configurationParameter(TestSummary.FILE, file.toString()), tests);
        return Files.readString(file);
    }

    private static void run(LauncherDiscoveryRequestBuilder request, Class<?>... tests) {
        for (var test : tests) request.selectors(DiscoverySelectors.selectClass(test));
        LauncherFactory.create(LauncherConfig.builder()
                        .enableTestExecutionListenerAutoRegistration(false)
                        .addTestExecutionListeners(new TestSummary())
                        .build())
                .execute(request.build());
    }

    static final class Mixed {
        @Test
        void isRight() {}

        @Test
        void isWrong() {
            assertThat(2 + 2).as("the sum").isEqualTo(5);
        }

        @ParameterizedTest
        @ValueSource(ints = 2)
        void isOdd(int number) {
            if (number % 2 == 0) throw new IllegalStateException("no odd number\nof " + number);
        }
    }

    static final class NeverBegun {
        private static final List<String> SERVERS = List.of();

        @BeforeAll
        static void start() {
            if (SERVERS.isEmpty()) throw new IllegalStateException("no server");
        }

        @Test
        void neverRuns() {}
    }

    static final class LeftOut {
        @Test
        void needsAnEngine() {
            assumeTrue(false, "no engine answers");
        }

        @Test
        @Disabled("not yet")
        void later() {}
    }
}
