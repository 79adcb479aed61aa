package blog.chain.catalog;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One difference between a schema and the expected one.
 *
 * @param object as people write it: posts.title, posts_title_check on posts
 * @param property what of it was changed; null where the whole object is missing or extra
 * @param expected null where it is extra, or nothing was expected
 * @param actual null where it is missing, or nothing is there
 * @param breaking whether the service cannot be trusted to work with it
 * @param because what follows from it
 */
public record CatalogDifference(
        What what,
        ObjectKind kind,
        String object,
        @Nullable String property,
        @Nullable String expected,
        @Nullable String actual,
        boolean breaking,
        String because) {

    /** The way in which an object differs. */
    public enum What {
        MISSING,
        EXTRA,
        CHANGED;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** One line, and below it for a text of several lines what differs in it. */
    public String text() {
        var beginning = String.format(Locale.ROOT, "%-8s %s %s", what.word(), kind.word(), object);
        return switch (what) {
            case MISSING -> beginning + described(expected);
            case EXTRA -> beginning + described(actual);
            case CHANGED -> beginning + ": " + property + " " + change();
        };
    }

    private static String described(@Nullable String summary) {
        return summary == null || summary.isEmpty() ? "" : ": " + summary;
    }

    private String change() {
        if ((expected + "" + actual).indexOf('\n') < 0) {
            return shown(expected) + ", here " + shown(actual);
        }
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
