package blog.chain.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

    @ParameterizedTest
    @CsvSource({"0, 0 ms", "999, 999 ms", "1000, 1.0 s", "1049, 1.0 s", "1050, 1.1 s", "61000, 61.0 s"})
    void fromASecondOnATimeIsInTenthsOfOne(long milliseconds, String text) {
        var report = new PlanReport("1", Map.of(), Map.of(), List.of(), milliseconds);
        assertThat(PlanReportText.of(report)).endsWith("Within the budget of " + text + ".");
    }

    @ParameterizedTest
    @CsvSource({"499999, -", "500000, +1 MB", "-499999, -", "-3000000, -3 MB", "1234000000, +1234 MB"})
    void aSizeIsInMegabytes(long bytes, String text) {
        assertThat(line(step("select 1", List.of(), bytes)))
                .matches(" +1 +2 ms  - +3 ms +" + Pattern.quote(text) + "  select 1");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            select 1                                  | select 1
            -- why\\n  -- more\\nselect\\n  1            | select 1
            select '-- no comment'                    | select '-- no comment'
            123456789 123456789 123456789 123456      | 123456789 123456789 123456789 123456
            123456789 123456789 123456789 1234567     | 123456789 123456789 123456789 12345…
            """)
    void aStatementIsCutToItsColumn(String sql, String text) {
        assertThat(line(step(sql.replace("\\n", "\n"), List.of(), 0))).endsWith("  " + text);
    }

    @Test
    void aLongNameOfALockIsCutAndOnlyTheStrongestIsShown() {
        var locks = List.of("ACCESS EXCLUSIVE on a_table_of_a_rather_long_name", "SHARE on b");
        assertThat(line(step("select 1", locks, 0)))
                .contains("  ACCESS EXCLUSIVE on a_table_of_a_rather_l…  ")
                .doesNotContain("SHARE on b");
    }

    @Test
    void severalMigrationsStandOneBelowTheOtherAndEachHasItsFindings() {
        var report = new PlanReport(
                null,
                Map.of(),
                Map.of(),
                List.of(waiting("V1__a.sql", 0), waiting("V2__b.sql", 700), waiting("V3__c.sql", 1_700)),
                500);
        assertThat(PlanReportText.of(report).replaceAll("\n +line +time .*", ""))
                .isEqualTo("""
                Measured on a copy at an empty database.

                V1__a.sql
                In all 5 ms; writers waited 0 ms at most; readers shut out 0 ms; 1,234 statements of others, none failed.

                V2__b.sql
                In all 5 ms; writers waited 700 ms at most (select of posts); readers shut out 0 ms; 1,234 statements of others, none
                    failed.

                V3__c.sql
                In all 5 ms; writers waited 1.7 s at most (select of posts); readers shut out 0 ms; 1,234 statements of others, none
                    failed.

                Not within the budget of 500 ms, or not safe:
                  V2__b.sql: select of posts waited 700 ms
                  V3__c.sql: select of posts waited 1700 ms""");
    }

    @Test
    void aTableThatIsEmptyInTheDatabaseIsToldApartFromOneThatCouldNotBeFilled() {
        var rows = new LinkedHashMap<String, Long>();
        rows.put("posts", 1_000L);
        rows.put("likes", 0L);
        rows.put("notes", 0L);
        var report = new PlanReport("7", rows, Map.of("notes", "notes_check"), List.of(), 500);
        assertThat(PlanReportText.of(report)).startsWith("""
                Measured on a copy at version 7, with rows: posts 1,000, likes 0, notes 0.
                Left empty: notes: notes_check
                Empty, as they are in the database (--rows fills them): likes.
                """);
        assertThat(report.findings()).as("nothing works on it").isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"120, 1", "121, 2", "237, 3"})
    void aLineWithoutASpaceIsCutWhereTheColumnsEnd(int length, long lines) {
        var fault = "x".repeat(length - "Left empty: a: ".length());
        var text = PlanReportText.of(new PlanReport("1", Map.of(), Map.of("a", fault), List.of(), 500));
        assertThat(text.lines().filter(line -> line.contains("x"))).hasSize((int) lines);
        assertThat(text.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(120));
    }

    private static MigrationReport waiting(String file, long waited) {
        return new MigrationReport(
                file, true, List.of(), 5, 0, waited, waited > 0 ? "select of posts" : "", 1_234, List.of());
    }

    private static StatementReport step(String sql, List<String> locks, long bytes) {
        return new StatementReport(1, sql, 2, locks, false, List.of(), 3, bytes);
    }

    /** The line of the report's only statement. */
    private static String line(StatementReport step) {
        var file = new MigrationReport("V2__widen.sql", true, List.of(step), 2, 0, 0, "", 7, List.of());
        return PlanReportText.of(report(file, Map.of()))
                .lines()
                .skip(4)
                .findFirst()
                .orElseThrow();
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
