package blog.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import blog.support.Client;
import blog.support.Reply;
import blog.support.TestBlog;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProblemResponsesTest {
    @AutoClose
    private static TestBlog blog;

    private static Client anyone;

    @BeforeAll
    static void start() {
        blog = TestBlog.start();
        anyone = blog.client();
    }

    @Test
    void everyRefusalHasOneForm() {
        form(anyone.get("/api/me"), 401, "urn:problem:unauthenticated", "Unauthorized");
        form(anyone.get("/api/posts/1"), 404, "urn:problem:not-found", "Not Found");
        form(anyone.get("/nowhere"), 404, "urn:problem:not-found", "Not Found");
        form(anyone.put("/api/posts"), 405, "urn:problem:method-not-allowed", "Method Not Allowed");
        form(anyone.post("/api/users", "{"), 400, "urn:problem:malformed", "Bad Request");
        var invalid = form(anyone.post("/api/users", "{}"), 422, "urn:problem:invalid", "Unprocessable Content");
        assertThat(invalid.get("errors").isObject()).isTrue();
        anyone.get("/api/me").hasNo("errors");
    }

    private static Reply form(Reply reply, int status, String type, String title) {
        reply.is(status)
                .hasHeader("Content-Type", "application/problem+json")
                .has("type", type)
                .has("title", title)
                .has("status", status)
                .has("instance", reply.header("X-Request-Id"))
                .hasHeader("X-Content-Type-Options", "nosniff");
        assertThat(reply.get("detail").asString()).matches("[A-Z].*\\.");
        return reply;
    }

    @Test
    void everyAnswerHasAnIdOfItsOwn() {
        var ids = new HashSet<String>();
        for (int i = 0; i < 50; i++) ids.add(anyone.get("/health/live").is(200).header("X-Request-Id"));
        assertThat(ids).hasSize(50);
    }

    @Test
    void aPlainIdIsKept() {
        for (var id : List.of("a", "0f8e-1.B_c", "x".repeat(64))) {
            anyone.with("X-Request-Id", id).get("/nowhere").has("instance", id).hasHeader("X-Request-Id", id);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "<script>", "a;b", "%0d%0a", "../../etc"})
    void anIdThatIsNotPlainIsNotKept(String id) {
        var given = anyone.with("X-Request-Id", id).get("/nowhere").header("X-Request-Id");
        assertThat(given).matches("[0-9a-f]{16}");
        assertThat(anyone.with("X-Request-Id", "x".repeat(65)).get("/nowhere").header("X-Request-Id"))
                .hasSize(16);
    }

    @Test
    void everyAnswerCarriesTheSecurityHeaders() {
        for (var reply : List.of(anyone.get("/api/posts"), anyone.get("/nowhere"), anyone.options("/api/posts"))) {
            for (var header : List.of(
                    "X-Content-Type-Options", "X-Frame-Options", "Referrer-Policy", "Content-Security-Policy")) {
                assertThat(reply.hasHeader(header)).as(header).isTrue();
            }
        }
        assertThat(anyone.get("/api/posts").hasHeader("Server")).isFalse();
    }

    @Test
    void bothNamesThatAreTakenAreNamed() {
        var ann = anyone.member();
        var again = Map.of(
                "username",
                ann.username().toUpperCase(java.util.Locale.ROOT),
                "email",
                ann.username() + "@EXAMPLE.org",
                "password",
                "another one");
        form(anyone.post("/api/users", again), 409, "urn:problem:taken", "Conflict")
                .faults("username", "is taken")
                .faults("email", "is taken");
    }
}
