package blog.support;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** The assertions on a reply can fail. */
class ReplyTest {
    private static final Reply REPLY = new Reply(
            "GET /things",
            404,
            HttpHeaders.of(Map.of("Etag", List.of("\"1\"")), (name, value) -> true),
            "{\"name\":\"a\",\"errors\":{\"title\":[\"is too long\"]}}".getBytes(StandardCharsets.UTF_8));

    @Test
    void whatIsSoPasses() {
        assertThatCode(() -> REPLY.is(404)
                        .has("name", "a")
                        .hasNo("title")
                        .faults("title", "too long")
                        .hasHeader("ETag", "\"1\""))
                .doesNotThrowAnyException();
    }

    @Test
    void whatIsNotSoFails() {
        fails(() -> REPLY.is(200));
        fails(() -> REPLY.has("name", "b"));
        fails(() -> REPLY.hasNo("name"));
        fails(() -> REPLY.faults("title", "is missing"));
        fails(() -> REPLY.faults("content", "too long"));
        fails(() -> REPLY.hasHeader("ETag", "\"2\""));
        fails(() -> REPLY.header("Location"));
        fails(() -> REPLY.get("title"));
    }

    private static void fails(ThrowingCallable said) {
        assertThatThrownBy(said).isInstanceOf(AssertionError.class);
    }
}
