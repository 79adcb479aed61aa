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
}
