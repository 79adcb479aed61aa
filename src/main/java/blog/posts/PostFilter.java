package blog.posts;

import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The filters and the order of a list of posts; null for any.
 *
 * @param author a user's id
 * @param likedBy a user's id
 * @param words as for a web search: words, "phrases", or, -not
 * @param since posted at or after
 */
public record PostFilter(
        @Nullable Long author,
        @Nullable Long likedBy,
        @Nullable String words,
        @Nullable Instant since,
        Sort sort) {
    /** PostgreSQL gives up on some thirty minus signs with no word between them. */
    private static final Pattern MINUSES = Pattern.compile("-[^\\p{L}\\p{N}\"]*-");

    public PostFilter {
        if (words != null) words = MINUSES.matcher(words).replaceAll("-");
    }

    /** The orders of a list; each has an index. */
    public enum Sort {
        NEWEST,
        OLDEST,
        LIKES
    }

    public static PostFilter by(long author) {
        return new PostFilter(author, null, null, null, Sort.NEWEST);
    }

    /** Returns whether the time that the list takes depends on what is stored; an author's posts have an index of their own. */
    boolean isExpensive() {
        return likedBy != null || words != null || since != null;
    }

    /** Returns whether the list holds all posts. */
    boolean isEverything() {
        return author == null && likedBy == null && words == null && since == null;
    }
}
