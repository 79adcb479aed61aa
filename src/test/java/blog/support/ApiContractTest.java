package blog.support;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A response that violates the API document is noticed: here are some the service never gives. */
class ApiContractTest {
    private static final String AUTHOR = "{\"id\":1,\"username\":\"ann\",\"image_file\":null}";
    private static final String POST =
            "{\"id\":1,\"slug\":\"hi\",\"title\":\"Hi\",\"content\":\"World\",\"date_posted\":\"2026-03-01T09:00:00Z\","
                    + "\"likes\":0,\"liked\":false,\"version\":1,\"author\":" + AUTHOR + "}";
    private static final String PROBLEM = "{\"type\":\"urn:problem:not-found\",\"title\":\"Not Found\",\"status\":404,"
            + "\"detail\":\"There is no post 1.\",\"instance\":\"abc\"}";

    private static ApiContract contract;

    @BeforeAll
    static void read() {
        try (var blog = TestBlog.start()) {
            contract = new ApiContract(ApiContract.document(blog.client().base()));
        }
    }

    @Test
    void aRightAnswerPasses() {
        assertThatCode(() -> check("GET /api/posts/1", json(200, POST))).doesNotThrowAnyException();
        assertThatCode(() -> check("GET /api/posts/1", problem(404, PROBLEM))).doesNotThrowAnyException();
    }

    @Test
    void aMemberTooManyOrTooFewIsNoticed() {
        caught("secret", json(200, POST.replace("\"likes\":0", "\"likes\":0,\"secret\":1")));
        caught("likes", json(200, POST.replace("\"likes\":0,", "")));
        caught("password_hash", json(200, POST.replace("\"image_file\"", "\"password_hash\":\"x\",\"image_file\"")));
    }

    @Test
    void aWrongTypeLengthOrFormatIsNoticed() {
        caught("integer", json(200, POST.replace("\"likes\":0", "\"likes\":\"0\"")));
        caught("null", json(200, POST.replace("\"title\":\"Hi\"", "\"title\":null")));
        caught("100", json(200, POST.replace("\"title\":\"Hi\"", "\"title\":\"" + "x".repeat(101) + "\"")));
        caught("date-time", json(200, POST.replace("2026-03-01T09:00:00Z", "yesterday")));
    }

    @Test
    void anotherStatusTypeOrHeaderIsNoticed() {
        caught("none of the", json(202, POST));
        caught("none of the", problem(409, PROBLEM));
        caught("as text/html", new Reply("", 200, headers("text/html", "ETag", "\"1-a\""), bytes(POST)));
        caught("as application/json", json(404, PROBLEM));
        caught("without the header ETag", new Reply("", 200, headers("application/json"), bytes(POST)));
        caught("header ETag", new Reply("", 200, headers("application/json", "ETag", "W/1"), bytes(POST)));
        caught("no JSON", json(200, POST.substring(1)));
        caught("body", new Reply("", 304, headers("application/json", "ETag", "\"1-a\""), bytes(POST)));
    }

    @Test
    void aRouteNobodyDescribedIsNoticed() {
        assertThatThrownBy(() -> check("GET /api/secrets", json(200, POST)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("not in the API document");
        assertThatThrownBy(() -> check("PUT /api/posts", json(200, POST)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("not in the API document");
        assertThatCode(() -> check("GET /api/secrets", problem(404, PROBLEM))).doesNotThrowAnyException();
    }

    private static void caught(String what, Reply reply) {
        assertThatThrownBy(() -> check("GET /api/posts/1", reply))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(what);
    }

    private static void check(String asked, Reply reply) {
        var words = asked.split(" ");
        contract.check(words[0], words[1], reply);
    }

    private static Reply json(int status, String body) {
        return new Reply("", status, headers("application/json", "ETag", "\"1-abc\""), bytes(body));
    }

    private static Reply problem(int status, String body) {
        return new Reply("", status, headers("application/problem+json"), bytes(body));
    }

    private static HttpHeaders headers(String contentType, String... more) {
        var headers = new TreeMap<>(Map.of("Content-Type", List.of(contentType), "X-Request-Id", List.of("abc")));
        for (int at = 0; at < more.length; at += 2) headers.put(more[at], List.of(more[at + 1]));
        return HttpHeaders.of(headers, (name, value) -> true);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
