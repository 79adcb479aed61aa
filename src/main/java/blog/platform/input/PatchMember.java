package blog.platform.input;

import org.jspecify.annotations.Nullable;

/**
 * A member of a JSON merge patch (RFC 7396): left out, or given with a value, which may be null.
 *
 * @param value what to change to; null means "no value", or nothing when not given
 */
public record PatchMember<T>(boolean given, @Nullable T value) {
    private static final PatchMember<?> NONE = new PatchMember<>(false, null);

    @SuppressWarnings("unchecked")
    public static <T> PatchMember<T> none() {
        return (PatchMember<T>) NONE;
    }

    public static <T> PatchMember<T> to(@Nullable T value) {
        return new PatchMember<>(true, value);
    }
}
