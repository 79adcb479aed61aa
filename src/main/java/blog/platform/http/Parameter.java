package blog.platform.http;

import blog.platform.page.Window;
import java.util.List;

/**
 * A query parameter, as the API document describes it.
 *
 * @param allowed the only values it may have; empty when any value of its type will do
 */
public record Parameter(String name, Type type, String description, List<String> allowed) {
    /** What a parameter's text must be read as. */
    public enum Type {
        TEXT,
        INSTANT,
        USER,
        LIMIT,
        CURSOR
    }

    public static final Parameter LIMIT = new Parameter(
            "limit",
            Type.LIMIT,
            "How many items at most, 1 to %d; %d when left out.".formatted(Window.MAXIMUM, Window.DEFAULT));
    public static final Parameter AFTER =
            new Parameter("after", Type.CURSOR, "The cursor in the previous page's `next`; opaque.");

    public Parameter(String name, Type type, String description) {
        this(name, type, description, List.of());
    }
}
