package blog.chain.lint;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class FindingTest {
    private static final String LONG = "word ".repeat(21).strip();

    @Test
    void aLineOfMoreThan108LettersIsBrokenAtABlank() {
        assertThat(text(LONG + " end", "x")).contains("    why " + LONG + " end\n    do  x");
        assertThat(text(LONG + " ends", "x")).contains("    why " + LONG + "\n        ends\n    do  x");
    }

    @Test
    void theLinesOfARecipeStayLines() {
        assertThat(text("x", "1. one\n   more\n2. two\n")).endsWith("    do  1. one\n           more\n        2. two");
    }

    @Test
    void aWordThatIsLongerThanALineIsNotBroken() {
        assertThat(text("a " + "b".repeat(120) + " c", "x"))
                .contains("    why a\n        " + "b".repeat(120) + "\n        c");
    }

    @Test
    void aRecipeNamesWhatStandsThere() {
        var findings = new FileFindings("V1__a.sql");
        var rule = new LintRule("r", "", "", "<file>: <table>.<column>", "");
        findings.add(rule, 1, "");
        findings.add(rule, 1, "", "users");
        findings.add(rule, 1, "", "users", "name");
        assertThat(findings.all())
                .extracting(Finding::recipe)
                .containsExactly("V1__a.sql: <table>.<column>", "V1__a.sql: users.<column>", "V1__a.sql: users.name");
    }

    private static String text(String why, String recipe) {
        return new Finding(new LintRule("r", "", why, recipe, ""), "V1__a.sql", 7, "wrong", recipe).text(Path.of("m"));
    }
}
