package blog.platform.http;

import blog.platform.page.PageRequest;
import java.util.List;

/**
 * A query parameter, as the API document describes it.
 *
 * @param allowed the only values it may have; empty when any value of its type will do
 */
public record QueryParameter(String name, Type type, String description, List<String> allowed) {
    /** The type of a parameter. */
    public enum Type {
        TEXT,
        INSTANT,
        USER,
        LIMIT,
        CURSOR
    }

    public static final QueryParameter LIMIT = new QueryParameter(
            "limit",
            Type.LIMIT,
            "The maximum number of items, 1 to %d. Default: %d.".formatted(PageRequest.MAXIMUM, PageRequest.DEFAULT));
    public static final QueryParameter AFTER =
            new QueryParameter("after", Type.CURSOR, "The opaque cursor from the previous page's `next`.");

    public QueryParameter(String name, Type type, String description) {
        this(name, type, description, List.of());
    }
}
