package blog.tools.bench;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The statements one call makes the service send, to be run without the service.
 *
 * @param post the post the call was about when it was listened to; null when it is not about any post
 * @param created the number of the row it made; null when it made none
 */
record RecordedScript(
        List<RecordedStatement> statements,
        @Nullable String post,
        @Nullable String created) {

    /** The source of a value when the statement is run again. */
    sealed interface Source {
        /** A post drawn anew each time. */
        record AnyPost() implements Source {}

        /** The result of an earlier statement of the script. */
        record Returned() implements Source {}

        /** The same every time. */
        record Fixed(@Nullable String text) implements Source {}
    }

    Source source(@Nullable String value) {
        if (value != null && value.equals(post)) return new Source.AnyPost();
        if (value != null && value.equals(created)) return new Source.Returned();
        return new Source.Fixed(value);
    }
}
