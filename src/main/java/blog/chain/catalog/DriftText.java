package blog.chain.catalog;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Formats the differences of schemas for people. */
public final class DriftText {
    private DriftText() {}

    /** Object by object, first what breaks the service; empty without differences. */
    public static String of(SchemaDrift drift) {
        return section("Breaks the service:\n", drift.thatBreak(true))
                + section("Does not break it:\n", drift.thatBreak(false));
    }

    private static String section(String heading, List<CatalogDifference> differences) {
        return differences.isEmpty() ? "" : heading + lines(differences);
    }

    /** Each difference on a line of its own, and below it what follows from it. */
    private static String lines(List<CatalogDifference> differences) {
        return differences.stream()
                .map(each -> of(each).indent(2) + "           " + each.because() + "\n")
                .collect(Collectors.joining());
    }

    /** One line, and below it for a text of several lines what differs in it. */
    public static String of(CatalogDifference difference) {
        var beginning = String.format(
                Locale.ROOT,
                "%-8s %s %s",
                difference.what().word(),
                difference.kind().word(),
                difference.object());
        return switch (difference.what()) {
            case MISSING -> beginning + described(difference.expected());
            case EXTRA -> beginning + described(difference.actual());
            case CHANGED ->
                beginning + ": " + difference.property() + " " + change(difference.expected(), difference.actual());
        };
    }

    private static String described(@Nullable String summary) {
        return summary == null || summary.isEmpty() ? "" : ": " + summary;
    }

    private static String change(@Nullable String expected, @Nullable String actual) {
        if ((expected + "" + actual).indexOf('\n') < 0) return shown(expected) + ", here " + shown(actual);
        return "differs\n"
                + TextDiff.between(orNothing(expected), orNothing(actual))
                        .indent(4)
                        .stripTrailing();
    }

    private static String shown(@Nullable String value) {
        return value == null ? "none" : value;
    }

    private static String orNothing(@Nullable String value) {
        return value == null ? "" : value;
    }
}
