package blog.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import blog.support.Client;
import blog.support.RawConnection;
import blog.support.TestBlog;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BadRequestTest {
    @AutoClose
    private static TestBlog blog;

    private static Client anyone;
    private static Client ann;

    @BeforeAll
    static void start() {
        blog = TestBlog.start();
        anyone = blog.client();
        ann = anyone.member();
        ann.writes("First");
    }

    @ParameterizedTest
    @CsvSource({
        "PUT, /api/posts, 'GET, HEAD, OPTIONS, POST'",
        "POST, /api/posts/1, 'DELETE, GET, HEAD, OPTIONS, PATCH, PUT'",
        "GET, /api/posts/1/like, 'DELETE, OPTIONS, PUT'",
        "HEAD, /api/posts/1/like, 'DELETE, OPTIONS, PUT'",
        "DELETE, /api/users, 'GET, HEAD, OPTIONS, POST'",
        "GET, /api/session, 'DELETE, OPTIONS'",
        "PATCH, /api/me/password, 'OPTIONS, PUT'",
        "POST, /health/live, 'GET, HEAD, OPTIONS'",
        "TRACE, /api/posts, 'GET, HEAD, OPTIONS, POST'",
        "HEAD, /api/session, 'DELETE, OPTIONS'",
    })
    void otherMethodsAreRefusedWithTheOnesThatWillDo(String method, String path, String allowed) {
        var reply = RawConnection.ask(anyone, method + " " + path + " HTTP/1.1\nHost: blog\nConnection: close\n\n");
        assertThat(reply.status()).as(method).isEqualTo(405);
        assertThat(reply.header("Allow")).isEqualTo(allowed);
        assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"QUERY", "BREW", "BEFORE", "AFTER", "get"})
    void methodsNobodyKnowsAreRefused(String method) {
        var reply = RawConnection.ask(anyone, method + " /api/posts HTTP/1.1\nHost: blog\nConnection: close\n\n");
        assertThat(reply.status()).isIn(400, 501);
        assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
    }

    @Test
    void headAndOptionsAnswer() {
        for (var path : List.of("/api/posts", "/api/posts/1", "/api/users", "/health/live")) {
            var get = anyone.get(path).is(200);
            var head = anyone.head(path).is(200);
            assertThat(head.bytes()).isEmpty();
            assertThat(head.header("Content-Type")).isEqualTo(get.header("Content-Type"));
            assertThat(head.header("Content-Length")).isEqualTo(String.valueOf(get.bytes().length));
            anyone.options(path).is(204);
        }
        anyone.options("/api/posts/1").hasHeader("Allow", "DELETE, GET, HEAD, OPTIONS, PATCH, PUT");
        anyone.head("/api/posts/999").is(404);
        anyone.head("/api/me").is(401);
        anyone.options("/nowhere").is(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/html", "image/*", "application/xml;q=0.9, text/plain", "application/json;q=0"})
    void answersNobodyWantsAreRefused(String accept) {
        anyone.with("Accept", accept).get("/api/posts").is(406).has("type", "urn:problem:not-acceptable");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*/*",
                "application/*",
                "Application/JSON",
                "text/html, application/json;q=0.1",
                "application/problem+json"
            })
    void answersSomebodyWantsAreGiven(String accept) {
        anyone.with("Accept", accept).get("/api/posts").is(200);
    }

    @Test
    void unknownParametersAreRefusedByName() {
        anyone.get("/api/posts?page=2&limit=5&order=asc")
                .is(422)
                .faults("page", "is not a parameter of this request")
                .faults("order", "is not a parameter of this request")
                .hasNo("errors.limit");
        anyone.get("/api/posts/1?verbose").is(422).faults("verbose", "is not a parameter");
        anyone.get("/api/posts?limit=5&limit=6").is(422).faults("limit", "must be given once");
        anyone.get("/api/posts?=").is(422);
        anyone.get("/api/posts?").is(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "101", "abc", "-1", "1.5", "", "%20", "99999999999", "1e1", "%2B5", "٣"})
    void limitsAreNumbersFrom1To100(String limit) {
        anyone.get("/api/posts?limit=" + limit).is(422).faults("limit", "must be a number from 1 to 100");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "since=yesterday",
                "since=2026-03-01",
                "since=-999999999-01-01T00:00:00Z",
                "since=%2B999999999-01-01T00:00:00Z",
                "since=%2B10000-01-01T00:00:00Z",
                "since=",
                "author=ann",
                "author=0",
                "author=@",
                "author=-1",
                "author=",
                "liked_by=1.0",
                "sort=best",
                "sort=NEWEST",
                "sort=",
                "q=%00",
                "author=@%00"
            })
    void parametersOfTheWrongFormAreRefused(String parameter) {
        anyone.get("/api/posts?" + parameter).is(422).faults(parameter.split("=")[0], "must");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "q=%22",
                "q=-",
                "q='%3A*%26!(",
                "q=%F0%9F%98%80",
                "q=",
                "author=999999",
                "author=@nobody",
                "liked_by=@nobody",
                "since=2026-03-01T09:00:00.123456789%2B05:30",
                "since=0000-01-01T00:00:00Z",
                "since=9999-12-31T23:59:59Z"
            })
    void oddParametersOfTheRightFormFindSomethingOrNothing(String parameter) {
        assertThat(anyone.get("/api/posts?" + parameter).is(200).get("items").isArray())
                .isTrue();
    }

    @Test
    void everyParameterThatIsWrongIsNamedAtOnce() {
        anyone.get("/api/posts?sort=best&limit=0&colour=red&author=ann&since=now&q=a&q=b&liked_by=1.0")
                .is(422)
                .faults("sort", "must be one of newest, oldest, likes")
                .faults("limit", "must be a number from 1 to 100")
                .faults("colour", "is not a parameter")
                .faults("author", "must be a user's number")
                .faults("since", "must be an instant")
                .faults("q", "must be given once")
                .faults("liked_by", "must be a user's number");
    }

    /** The query is looked at first, whatever the path leads to. */
    @ParameterizedTest
    @ValueSource(
            strings = {"/api/posts/999/likes", "/api/posts/abc/likes", "/api/users/999/posts", "/api/users/abc/posts"})
    void aWrongQueryIsSaidBeforeThatAThingIsNotThere(String path) {
        anyone.get(path + "?limit=0").is(422).faults("limit", "must be a number from 1 to 100");
        anyone.get(path + "?after=x").is(400);
        anyone.get(path + "?limit=1").is(404);
    }

    @Test
    void whoAsksIsSaidBeforeWhatTheyAccept() {
        var picky = anyone.with("Accept", "image/png");
        picky.get("/api/me").is(401);
        picky.with("Authorization", "Bearer x").get("/api/posts").is(401);
        ann.with("Accept", "image/png").get("/api/me?x=1").is(406);
    }

    @Test
    void aLongSearchIsAnswered() {
        anyone.get("/api/posts?q=" + "a".repeat(6000)).is(200);
        anyone.get("/api/posts?q=" + "a-".repeat(3000)).is(200);
        anyone.get("/api/posts?q=" + "-".repeat(6000)).is(200);
        anyone.get("/api/posts?q=" + "-%20".repeat(1500)).is(200);
        anyone.get("/api/posts?q=" + "-%22".repeat(1500)).is(200);
        anyone.get("/api/posts?q=" + "-(".repeat(3000)).is(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"q=%zz", "q=%f", "q=%", "%zz=1"})
    void brokenPercentEncodingInAQueryIsRefused(String query) {
        var reply =
                RawConnection.ask(anyone, "GET /api/posts?" + query + " HTTP/1.1\nHost: blog\nConnection: close\n\n");
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json().get("status").asInt()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/posts/abc",
                "/api/posts/0",
                "/api/posts/-1",
                "/api/posts/01",
                "/api/posts/+1",
                "/api/posts/1.0",
                "/api/posts/1%201",
                "/api/posts/9223372036854775808",
                "/api/posts/9223372036854775807",
                "/api/posts/%D9%A1",
                "/api/posts/",
                "/api/posts/1/",
                "/api//posts",
                "/API/posts",
                "/api/users/@",
                "/api/users/@%20",
                "/api/users/@%00",
                "/api/users/1%00",
                "/api/users/@%FF",
                "/api/users/@nobody/posts",
                "/api/users/ann",
                "/nowhere"
            })
    void whatIsNotThereIsNotFound(String path) {
        var reply = RawConnection.ask(anyone, "GET " + path + " HTTP/1.1\nHost: blog\nConnection: close\n\n");
        assertThat(reply.status()).isIn(404, 400);
        assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(reply.json().get("status").asInt()).isEqualTo(reply.status());
        assertThat(reply.json().get("instance").asString()).isEqualTo(reply.header("X-Request-Id"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/posts/%zz",
                "/api/posts/%2",
                "/api/%2e%2e/x",
                "/api/posts%2F1",
                "/api/posts/1;x=1",
                "/api\\posts",
                "*"
            })
    void ambiguousPathsAreProblems(String path) {
        var reply = RawConnection.ask(anyone, "GET " + path + " HTTP/1.1\nHost: blog\nConnection: close\n\n");
        assertThat(reply.status()).isBetween(400, 404);
        assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
    }

    @Test
    void aPathMayBePercentEncoded() {
        anyone.get("/api/posts/%31").is(200).has("id", 1);
        anyone.get("/api/users/%40" + ann.username()).is(200).has("id", ann.id());
    }

    @Test
    void whatReachesNoRouteIsAProblemToo() {
        bare("GET /api/posts?q=" + "a".repeat(20_000) + " HTTP/1.1\nHost: blog\n\n", 414);
        bare("GET /api/posts HTTP/1.1\nHost: blog\nX-Long: " + "a".repeat(20_000) + "\n\n", 431);
        bare("GET /api/posts HTTP/1.1\n\n", 400);
        bare("GET /api/posts HTTP/9.9\nHost: blog\n\n", 505);
        bare("nonsense\n\n", 400);
        bare("POST /api/users HTTP/1.1\nHost: blog\nContent-Length: -1\n\n", 400);
        bare("POST /api/users HTTP/1.1\nHost: blog\nContent-Length: 3\nTransfer-Encoding: chunked\n\n", 400);
    }

    private static void bare(String request, int status) {
        var reply = RawConnection.ask(anyone, request);
        assertThat(reply.status())
                .as(request.substring(0, Math.min(60, request.length())))
                .isEqualTo(status);
        assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(reply.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(reply.json().get("status").asInt()).isEqualTo(status);
        assertThat(reply.json().get("type").asString()).startsWith("urn:problem:");
        assertThat(reply.json().get("instance").asString()).isEqualTo(reply.header("X-Request-Id"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Bearer",
                "Bearer ",
                "Bearer x",
                "Basic YW5uOmFubg==",
                "Bearer %00",
                "x",
                "Token  ",
                "Bearer a b"
            })
    void tokensOfTheWrongFormAreRefused(String authorization) {
        var visitor = anyone.with("Authorization", authorization);
        visitor.get("/api/me").is(401).hasHeader("WWW-Authenticate", "Bearer");
        visitor.get("/api/posts").is(401);
    }

    /** Connections are shared, by a proxy for example; Jetty remembers the headers it read on one. */
    @Test
    void aTokenIsReadAsItIsWhateverWasSentBeforeOnTheConnection() {
        var swapped = ann.authorization()
                .substring(0, 30)
                .chars()
                .map(it -> Character.isUpperCase(it) ? Character.toLowerCase(it) : Character.toUpperCase(it))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append);
        try (var wire = RawConnection.to(anyone)) {
            var request = "GET /api/me HTTP/1.1\nHost: blog\nAuthorization: %s\n\n";
            assertThat(wire.send(request.formatted(swapped)).read().status()).isEqualTo(401);
            assertThat(wire.send(request.formatted(ann.authorization())).read().status())
                    .isEqualTo(200);
        }
    }

    /** 401 before 404 before 403 before 422, and nothing done. */
    @Test
    void whatKeepsOneOutIsSaidBeforeWhatIsWrong() {
        var bob = anyone.member();
        var post = ann.writes("Order");
        var wrong = Map.of("title", "", "nonsense", 1);
        for (var method : List.of("PUT", "PATCH")) {
            var body = "{\"title\": \"\", \"nonsense\": 1}".getBytes(java.nio.charset.StandardCharsets.UTF_8);
            anyone.send(method, post, body, "application/json").is(401);
            anyone.send(method, "/api/posts/99999", body, "application/json").is(401);
            bob.send(method, "/api/posts/99999", body, "application/json").is(404);
            bob.send(method, post, body, "application/json").is(403);
            ann.send(method, post, body, "application/json").is(422);
        }
        anyone.post("/api/users/99999/posts", wrong).is(401);
        bob.post("/api/users/99999/posts", wrong).is(404);
        bob.post("/api/users/" + ann.id() + "/posts", wrong).is(403);
        ann.post("/api/users/" + ann.id() + "/posts", wrong).is(422);
        anyone.delete("/api/posts/99999").is(401);
        bob.delete("/api/posts/99999").is(404);
        bob.delete(post).is(403);
        anyone.patch("/api/me", wrong).is(401);
        anyone.put("/api/me/password", wrong).is(401);
        anyone.put("/api/posts/99999/like").is(401);
        anyone.delete("/api/sessions/99999").is(401);
        ann.get(post).is(200).has("title", "Order").has("version", 1);
    }
}
