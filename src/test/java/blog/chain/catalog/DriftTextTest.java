package blog.chain.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import blog.chain.catalog.CatalogDifference.What;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The lines in which differences are told. */
final class DriftTextTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", quoteCharacter = '`', textBlock = """
            MISSING | a > 0 | -     | missing  view v: a > 0
            MISSING | ``    | -     | missing  view v
            MISSING | -     | a > 0 | missing  view v
            EXTRA   | -     | a > 0 | extra    view v: a > 0
            EXTRA   | a > 0 | -     | extra    view v
            CHANGED | a     | b     | changed  view v: definition a, here b
            CHANGED | -     | b     | changed  view v: definition none, here b
            CHANGED | a     | -     | changed  view v: definition a, here none
            """)
    void oneLineEach(What what, @Nullable String expected, @Nullable String actual, String line) {
        assertThat(DriftText.of(difference(what, expected, actual, true))).isEqualTo(line);
    }

    @Test
    void ofSeveralLinesThoseAreShownThatDiffer() {
        assertThat(DriftText.of(difference(What.CHANGED, "a\nb\nc", "a\nc", true)))
                .isEqualTo("changed  view v: definition differs\n      a\n    - b\n      c");
        assertThat(DriftText.of(difference(What.CHANGED, null, "a\nb", true)))
                .isEqualTo("changed  view v: definition differs\n    + a\n    + b");
        assertThat(DriftText.of(difference(What.CHANGED, "a\nb", null, true)))
                .isEqualTo("changed  view v: definition differs\n    - a\n    - b");
    }

    @Test
    void whatBreaksComesFirstAndASectionWithoutDifferencesIsLeftOut() {
        var harmless = difference(What.EXTRA, null, "x", false);
        var breaking = difference(What.MISSING, "y", null, true);
        assertThat(DriftText.of(new SchemaDrift(List.of(harmless, breaking)))).isEqualTo("""
                Breaks the service:
                  missing  view v: y
                           because
                Does not break it:
                  extra    view v: x
                           because
                """);
        assertThat(DriftText.of(new SchemaDrift(List.of(harmless)))).startsWith("Does not break it:\n");
        assertThat(DriftText.of(new SchemaDrift(List.of(breaking)))).doesNotContain("Does not break it");
    }

    private static CatalogDifference difference(
            What what, @Nullable String expected, @Nullable String actual, boolean breaking) {
        return new CatalogDifference(what, ObjectKind.VIEW, "v", "definition", expected, actual, breaking, "because");
    }
}
