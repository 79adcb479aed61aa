package blog.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.sql.SQLException;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * However a build ends, the PostgreSQL it started is gone afterwards, and so is the database it made on a given
 * server.
 */
@Tag("proof")
@Timeout(180)
class ThrowawayEndTest {
    private static LentPostgres lent;

    enum Source {
        EMBEDDED,
        CONTAINER,
        GIVEN;

        String option() {
            return "-Dbuild.db=" + (this == GIVEN ? lent.url("postgres") : name().toLowerCase(Locale.ROOT));
        }
    }

    @BeforeAll
    static void lend() {
        assumeTrue(System.getProperty("os.name").equals("Linux"), "process groups are made with Linux's setsid");
        lent = new LentPostgres("end-lent");
    }

    @AfterAll
    static void giveBack() {
        if (lent != null) lent.close();
    }

    @ParameterizedTest
    @EnumSource
    void afterAMigrationThatFails(Source source) throws SQLException {
        var copy = copyFor(source, "failed").migration("create tabel nonsense ();");
        copy.maven(source.option(), "generate-sources")
                .fails()
                .says("syntax error", "be_a_test.sql")
                .leavesNoProcess();
        nothingIsLeft(copy);
    }

    @ParameterizedTest
    @EnumSource
    void afterCtrlC(Source source) throws SQLException {
        var copy = copyFor(source, "interrupted").migrationThatStandsStill();
        var build = standing(copy, source);
        serverOf(copy, build, source);
        build.interrupt().fails().leavesNoProcess();
        nothingIsLeft(copy);
    }

    @ParameterizedTest
    @EnumSource
    void afterTheBuildWasKilled(Source source) throws SQLException {
        var copy = copyFor(source, "killed").migrationThatStandsStill();
        standing(copy, source).kill().leavesNoProcess();
        nothingIsLeft(copy);
    }

    @ParameterizedTest
    @EnumSource
    void withTheNextBuildWhenTheWatcherWasKilledToo(Source source) throws SQLException {
        var copy = copyFor(source, "orphaned").migrationThatStandsStill();
        var orphaned = standing(copy, source).killWithWatcher();
        serverOf(copy, orphaned, source);
        copy.withoutMigration()
                .maven(source.option(), "generate-sources")
                .succeeds()
                .leavesNoProcess();
        nothingIsLeft(copy);
    }

    private static ProjectCopy copyFor(Source source, String how) {
        if (source == Source.CONTAINER) LocalContainers.assumeItAnswers();
        return ProjectCopy.named("end-" + how + "-" + source.name().toLowerCase(Locale.ROOT));
    }

    private static BuildRun standing(ProjectCopy copy, Source source) {
        return copy.start(Map.of(), source.option(), "generate-sources").untilItSays(ProjectCopy.STANDING_STILL);
    }

    /** Without this, a test could find nothing left because nothing ever was there. */
    private static void serverOf(ProjectCopy copy, BuildRun build, Source source) throws SQLException {
        switch (source) {
            case EMBEDDED -> assertThat(build.hasServer()).isTrue();
            case CONTAINER -> assertThat(LocalContainers.hasContainerOf(copy)).isTrue();
            case GIVEN -> assertThat(lent.databases()).hasSize(2);
        }
    }

    private static void nothingIsLeft(ProjectCopy copy) throws SQLException {
        assertThat(copy.path("target/throwaway/data")).doesNotExist();
        assertThat(copy.path("target/throwaway/container")).doesNotExist();
        assertThat(copy.path("target/throwaway/database")).doesNotExist();
        assertThat(lent.databases()).containsExactly("postgres");
        if (LocalContainers.answers()) {
            assertThat(LocalContainers.hasContainerOf(copy)).isFalse();
        }
    }
}
