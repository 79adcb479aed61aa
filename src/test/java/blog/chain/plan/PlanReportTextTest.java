package blog.chain.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The text of a plan, and its findings. */
final class PlanReportTextTest {
    private static final StatementReport REWRITE = new StatementReport(
            3,
            "-- why\nalter table posts\n  alter column likes type bigint",
            1_500,
            List.of("ACCESS EXCLUSIVE on posts", "SHARE on posts_likes_idx"),
            true,
            List.of("table posts"),
            1_400,
            34_000_000);

    private static final StatementReport HARMLESS =
            new StatementReport(1, "set local lock_timeout = '2s'", 0, List.of(), false, List.of(), 0, 400_000);

    @Test
    void aStatementIsALineWithItsLockTimeAndSize() {
        var text = PlanReportText.of(report(file(0, 0), Map.of()));
        assertThat(text)
                .startsWith("Measured on a copy at version 1, with rows: posts 200,000.\n\nV2__widen.sql\n")
                .contains("     3     1.5 s  ACCESS EXCLUSIVE on posts")
                .contains("1.4 s    +34 MB  alter table posts alter column like…")
                .contains("\n                  REWRITES table posts\n")
                .contains("     1      0 ms  -  ")
                .contains("7 statements of others, none failed.")
                .endsWith("\nWithin the budget of 500 ms.");
        assertThat(text.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(120));
    }

    @Test
    void anEmptyDatabaseHasNoVersionAndNoRows() {
        assertThat(PlanReportText.of(new PlanReport(null, Map.of(), Map.of(), List.of(), 500)))
                .isEqualTo("Measured on a copy at an empty database.\n\nWithin the budget of 500 ms.");
    }

    @Test
    void aLongLineGoesOnIndented() {
        var empty = Map.of(
                "posts",
                "a check that refuses "
                        + "every value that was tried ".repeat(8).strip());
        assertThat(PlanReportText.of(report(file(0, 0), empty)).lines())
                .anySatisfy(line -> assertThat(line).startsWith("Left empty: posts: a check"))
                .anySatisfy(line -> assertThat(line).startsWith("    ").contains("tried"))
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(120));
    }

    @Test
    void whatCostsMoreThanTheBudgetIsAFinding() {
        assertThat(report(file(501, 0), Map.of()).findings())
                .containsExactly("V2__widen.sql: update of posts.title waited 501 ms");
        assertThat(report(file(0, 501), Map.of()).findings())
                .containsExactly("V2__widen.sql: nobody could read a table for 501 ms (ACCESS EXCLUSIVE)");
        assertThat(report(file(500, 500), Map.of()).findings()).isEmpty();
        assertThat(report(file(500, 500), Map.of()).withinBudget()).isTrue();
        assertThat(report(file(501, 0), Map.of()).withinBudget()).isFalse();
        assertThat(PlanReportText.of(report(file(501, 0), Map.of())))
                .endsWith("Not within the budget of 500 ms, or not safe:\n"
                        + "  V2__widen.sql: update of posts.title waited 501 ms");
    }

    @Test
    void whatTheRunningReleaseIsRefusedIsAFinding() {
        var failing = new MigrationReport(
                "V2__widen.sql",
                false,
                List.of(),
                3,
                0,
                0,
                "",
                1,
                List.of(new MigrationReport.Failure("select of posts: no such column", 2)));
        var report = report(failing, Map.of());
        assertThat(report.withinBudget()).isTrue();
        assertThat(report.findings())
                .containsExactly("V2__widen.sql: the running release fails: select of posts: no such column");
        assertThat(PlanReportText.of(report))
                .contains("V2__widen.sql  (outside of a transaction)")
                .contains("some failed:\n  select of posts: no such column (2 times)");
    }

    @Test
    void whatCouldNotBeMeasuredIsAFindingWhereItMatters() {
        assertThat(report(file(0, 0), Map.of("posts", "posts_check")).findings())
                .containsExactly("V2__widen.sql: it works on posts, which was left empty (posts_check), so that what it"
                        + " costs there is not known");
        assertThat(report(file(0, 0), Map.of("users", "users_check")).findings())
                .isEmpty();
    }

    @Test
    void theStrongestLockComesFirst() {
        var locks = Set.of(
                new HeldLock(HeldLock.Mode.ROW_EXCLUSIVE, "a"),
                new HeldLock(HeldLock.Mode.ACCESS_EXCLUSIVE, "z"),
                new HeldLock(HeldLock.Mode.ACCESS_EXCLUSIVE, "b"));
        assertThat(HeldLock.strongestFirst(locks).map(HeldLock::toString))
                .containsExactly("ACCESS EXCLUSIVE on b", "ACCESS EXCLUSIVE on z", "ROW EXCLUSIVE on a");
    }

    @Test
    void fromShareOnWritersWait() {
        assertThat(HeldLock.Mode.values())
                .filteredOn(HeldLock.Mode::stopsWriters)
                .extracting(HeldLock.Mode::toString)
                .containsExactly("SHARE", "SHARE ROW EXCLUSIVE", "EXCLUSIVE", "ACCESS EXCLUSIVE");
        assertThat(HeldLock.Mode.of("ShareUpdateExclusiveLock").stopsWriters()).isFalse();
    }

    private static MigrationReport file(long waited, long exclusive) {
        return new MigrationReport(
                "V2__widen.sql",
                true,
                List.of(HARMLESS, REWRITE),
                1_600,
                exclusive,
                waited,
                waited > 0 ? "update of posts.title" : "",
                7,
                List.of());
    }

    private static PlanReport report(MigrationReport file, Map<String, String> unfilled) {
        return new PlanReport("1", Map.of("posts", 200_000L), unfilled, List.of(file), 500);
    }
}
