package blog.platform.page;

import org.jspecify.annotations.Nullable;

/**
 * The requested part of a list.
 *
 * @param limit how many rows at most, 1 to {@link #MAXIMUM}
 * @param after the row before the first one wanted; null for the start of the list
 */
public record PageRequest(int limit, @Nullable KeysetKey after) {
    public static final int MAXIMUM = 100;
    public static final int DEFAULT = 20;

    /** One row more than is wanted answers "is there more?". */
    public int limitAndOne() {
        return limit + 1;
    }
}
