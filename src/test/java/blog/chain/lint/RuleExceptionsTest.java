package blog.chain.lint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Exceptions that allow a finding, and those that are findings themselves. */
final class RuleExceptionsTest {
    private static final String FILE = "V20260201000000__change.sql";
    private static final Set<String> KNOWN = Set.of("rows-lost", "update-all", "landed");

    /** In the file: the comment | what is left of a finding of rows-lost in line 9 */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            -- lint: allow rows-lost: nobody writes yet    | -
            --lint:allow rows-lost nobody writes yet       | -
            select 1; -- lint: allow rows-lost: one of two | -
            -- lint: allow rows-lost:                      | 1 exception: it gives no reason; 9 rows-lost: x
            -- lint: allow rows-lost                       | 1 exception: it gives no reason; 9 rows-lost: x
            -- lint: allow Rows-lost: capital              | 1 exception: there is no rule Rows-lost (./blog db lint --rules lists them); 9 rows-lost: x
            -- lint: allow rows: half a name               | 1 exception: there is no rule rows (./blog db lint --rules lists them); 9 rows-lost: x
            -- lint: allow update-all: another rule        | 1 exception: update-all finds nothing in V20260201000000__change.sql; 9 rows-lost: x
            -- lint: allow landed: a typo                  | 1 exception: landed has no exceptions; 9 rows-lost: x
            -- lint allow rows-lost: no colon              | 9 rows-lost: x
            -- Lint: allow rows-lost: capital              | 9 rows-lost: x
            # lint: allow rows-lost: no comment of SQL     | 9 rows-lost: x
            """)
    void aCommentInTheFile(String comment, String left) {
        var exceptions = new RuleExceptions();
        exceptions.read(MigrationFile.of(FILE, comment + "\nselect 1;", ""));
        assertThat(left(exceptions, finding(FILE, 9))).isEqualTo(left);
    }

    /** Beside the files: the list | what is left of the finding */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            V20260201000000__change.sql rows-lost: nobody writes yet   | -
            V20260201000000__change.sql    rows-lost nobody writes yet | -
            V20260201000000__change.sql rows-lost:                     | 1 exception: it gives no reason; 9 rows-lost: x
            V20260201000000__other.sql rows-lost: another file         | 1 exception: rows-lost finds nothing in V20260201000000__other.sql; 9 rows-lost: x
            U20260201000000__change.sql rows-lost: the other half      | 1 exception: rows-lost finds nothing in U20260201000000__change.sql; 9 rows-lost: x
            #V20260201000000__change.sql rows-lost: commented out      | 9 rows-lost: x
            """)
    void aLineOfTheList(String line, String left) {
        var exceptions = new RuleExceptions();
        exceptions.readList(line + "\n\n");
        assertThat(left(exceptions, finding(FILE, 9))).isEqualTo(left);
    }

    @Test
    void oneExceptionIsForAllFindingsOfItsRuleInItsFileAlone() {
        var exceptions = new RuleExceptions();
        exceptions.read(MigrationFile.of(FILE, "-- lint: allow rows-lost: nobody writes yet", ""));
        var other = finding("V20260301000000__other.sql", 3);
        assertThat(left(exceptions, finding(FILE, 2), other, finding(FILE, 9))).isEqualTo("3 rows-lost: x");
    }

    @Test
    void twoExceptionsForOneFindingAreBothOfUse() {
        var exceptions = new RuleExceptions();
        exceptions.read(MigrationFile.of(FILE, "-- lint: allow rows-lost: nobody writes yet", ""));
        exceptions.readList(FILE + " rows-lost: as the file says");
        assertThat(left(exceptions, finding(FILE, 9))).isEqualTo("-");
    }

    @Test
    void aFaultStandsWhereTheExceptionDoes() {
        var exceptions = new RuleExceptions();
        exceptions.read(MigrationFile.of(FILE, "select 1;\n\n-- lint: allow rows: x", ""));
        exceptions.readList("# heading\n" + FILE + " rows: x");
        var findings = new HashMap<String, FileFindings>();
        exceptions.applied(List.of(), KNOWN, file -> findings.computeIfAbsent(file, FileFindings::new));
        assertThat(lines(findings)).containsExactlyInAnyOrder(FILE + ":3", "lint-exceptions:2");
    }

    private static List<String> lines(Map<String, FileFindings> findings) {
        return findings.values().stream()
                .flatMap(each -> each.all().stream())
                .map(each -> each.file() + ":" + each.line())
                .toList();
    }

    private static Finding finding(String file, int line) {
        return new Finding(RowRules.DELETE, file, line, "x", "");
    }

    private static String left(RuleExceptions exceptions, Finding... found) {
        var faults = new HashMap<String, FileFindings>();
        var left = exceptions.applied(List.of(found), KNOWN, file -> faults.computeIfAbsent(file, FileFindings::new));
        var shown = Stream.concat(faults.values().stream().flatMap(each -> each.all().stream()), left.stream())
                .map(each -> each.line() + " " + each.rule().id() + ": " + each.wrong())
                .toList();
        return shown.isEmpty() ? "-" : String.join("; ", shown);
    }
}
