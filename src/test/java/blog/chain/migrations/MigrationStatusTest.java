package blog.chain.migrations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import blog.platform.problem.CannotRunException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The status that follows from a history, and the next step it names. */
final class MigrationStatusTest {
    private static final MigrationScript ONE = script("V20260101000000__one.sql");
    private static final MigrationScript TWO = script("V20260102000000__two.sql");
    private static final MigrationScript THREE = script("V20260103000000__three.sql");
    private static final MigrationStatus CURRENT = status(List.of(ONE, TWO), List.of());

    @Test
    void withAllAppliedNothingIsToBeDone() {
        assertThat(CURRENT.current()).isTrue();
        assertThat(CURRENT.advice()).isEmpty();
        assertThatCode(CURRENT::requireCurrent).doesNotThrowAnyException();
    }

    @Test
    void whatIsPendingIsNext() {
        var behind = status(List.of(ONE), List.of(TWO));
        assertThat(behind.current()).isFalse();
        assertThat(behind.newer()).isFalse();
        assertThat(behind.advice()).isEqualTo("Next: ./blog db migrate");
        assertThatThrownBy(behind::requireCurrent)
                .isInstanceOf(CannotRunException.class)
                .hasMessageContaining("The database is 1 migration behind (at 20260101000000, needs 20260102000000)");
        assertThatThrownBy(status(List.of(), List.of(ONE, TWO))::requireCurrent)
                .hasMessageContaining("The database has no schema yet and is 2 migrations behind");
    }

    @Test
    void whatComesBeforeTheNewestIsLate() {
        var late = status(List.of(ONE, THREE), List.of(TWO));
        assertThat(late.late()).containsExactly(TWO);
        assertThat(late.current()).isFalse();
        assertThat(late.advice())
                .startsWith("V20260102000000__two.sql came in late: the database is already at 20260103000000.");
        assertThat(status(List.of(ONE), List.of(TWO)).late()).isEmpty();
        assertThat(status(List.of(), List.of(ONE)).late()).isEmpty();
    }

    @Test
    void eachObstacleIsNamedTheWorstFirst() {
        var changed = with(List.of(), List.of(ONE), List.of(), List.of(), false);
        assertThat(changed.advice()).startsWith("V20260101000000__one.sql changed after being applied");
        var unknown = with(List.of("20260109000000"), List.of(ONE), List.of(), List.of(), false);
        assertThat(unknown.advice())
                .startsWith(
                        "The database is ahead: it has 1 migration that this release does not know (20260109000000)");
        var repeated = with(List.of("20260109000000"), List.of(), List.of(), List.of(TWO.file()), false);
        assertThat(repeated.advice()).startsWith(TWO.file() + " is in flyway_schema_history more than once");
        var failed = with(List.of(), List.of(), List.of(TWO.file()), List.of(TWO.file()), false);
        assertThat(failed.advice()).startsWith("The migration " + TWO.file() + " stopped halfway");
        assertThat(with(List.of(), List.of(), List.of(), List.of(), true).advice())
                .startsWith("The database has tables but no history");
        for (var status : List.of(changed, unknown, repeated, failed)) {
            assertThat(status.current()).isFalse();
            assertThatThrownBy(status::requireCurrent)
                    .isInstanceOf(CannotRunException.class)
                    .hasMessage(status.advice());
        }
    }

    @ParameterizedTest
    @CsvSource({"20260109000000, true", "20260101120000, false"})
    void aNewerReleaseHasOnlyAddedWhatComesAfterOurs(String version, boolean newer) {
        assertThat(with(List.of(version), List.of(), List.of(), List.of(), false)
                        .newer())
                .isEqualTo(newer);
        assertThat(with(List.of(), List.of(), List.of("V" + version + "__x.sql"), List.of(), false)
                        .newer())
                .as("or is about to")
                .isEqualTo(newer);
        assertThat(with(List.of(version), List.of(ONE), List.of(), List.of(), false)
                        .newer())
                .isFalse();
        assertThat(CURRENT.newer()).isFalse();
    }

    @Test
    void oneThatIsTakenBackIsPendingAgain() {
        var before = CURRENT.without(TWO);
        assertThat(before.at()).isEqualTo(ONE.version());
        assertThat(before.applied()).containsExactly(ONE);
        assertThat(before.pending()).containsExactly(TWO);
        assertThat(before.without(ONE).at()).isNull();
        assertThat(before.without(ONE).pending()).containsExactly(ONE, TWO);
        assertThat(with(List.of(), List.of(TWO), List.of(), List.of(), false)
                        .without(TWO)
                        .changed())
                .isEmpty();
    }

    private static MigrationScript script(String file) {
        return MigrationScript.of(file, "select 1;");
    }

    private static MigrationStatus status(List<MigrationScript> applied, List<MigrationScript> pending) {
        return new MigrationStatus(
                applied.isEmpty() ? null : applied.getLast().version(),
                applied,
                pending,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                false);
    }

    private static MigrationStatus with(
            List<String> unknown,
            List<MigrationScript> changed,
            List<String> failed,
            List<String> repeated,
            boolean foreign) {
        return new MigrationStatus(
                TWO.version(), List.of(ONE, TWO), List.of(), unknown, changed, failed, repeated, foreign);
    }
}
