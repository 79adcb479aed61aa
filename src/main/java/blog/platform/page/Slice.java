package blog.platform.page;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list.
 *
 * @param next where the next part begins; null when this one is the last
 */
public record Slice<T>(List<T> items, @Nullable KeysetKey next) {
    public static <T> Slice<T> empty() {
        return new Slice<>(List.of(), null);
    }

    /**
     * Cuts the extra row off.
     *
     * @param rows at most {@link PageRequest#limitAndOne()} rows in the order of the list
     */
    public static <R, T> Slice<T> of(PageRequest page, List<R> rows, Function<R, T> item, Function<R, KeysetKey> key) {
        var full = rows.size() > page.limit();
        var wanted = full ? rows.subList(0, page.limit()) : rows;
        var next = full ? key.apply(wanted.getLast()) : null;
        return new Slice<>(wanted.stream().map(item).toList(), next);
    }
}
