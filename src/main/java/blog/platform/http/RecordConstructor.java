package blog.platform.http;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Creates records by reflection. */
public final class RecordConstructor {
    private RecordConstructor() {}

    /** @param values one for each component, in their order */
    public static <T extends Record> T create(Class<T> type, @Nullable Object[] values) {
        try {
            var types = Arrays.stream(type.getRecordComponents())
                    .map(RecordComponent::getType)
                    .toArray(Class<?>[]::new);
            return type.getDeclaredConstructor(types).newInstance(values);
        } catch (ReflectiveOperationException fault) {
            throw new IllegalStateException(type + " has no constructor for " + Arrays.toString(values), fault);
        }
    }
}
