package blog.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import blog.support.Client;
import blog.support.RawConnection;
import blog.support.Reply;
import blog.support.TestBlog;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BadBodyTest {
    @AutoClose
    private static TestBlog blog;

    private static Client anyone;
    private static Client ann;

    @BeforeAll
    static void start() {
        blog = TestBlog.start();
        anyone = blog.client();
        ann = anyone.member();
    }

    @Test
    void malformedJsonIsShownWhere() {
        ann.post("/api/posts", "{\"title\": \"a\",\n  \"content\" \"b\"}")
                .is(400)
                .has("type", "urn:problem:malformed");
        assertThat(detail("{\"title\": \"a\",\n  \"content\" \"b\"}")).contains("line 2, column 1");
        assertThat(detail("{\"title\": \"a\", \"title\": \"b\"}")).contains("\"title\" is there twice", "line 1");
        assertThat(detail("{\"title\": \"a\", \"content\": \"b\"} true"))
                .contains("nothing may follow", "line 1, column 3");
        assertThat(detail("{\"title\": \"a\", \"content\": \"b")).contains("line 1, column");
        assertThat(detail("{'title': 'a'}")).contains("line 1, column 2");
        assertThat(detail("{\"title\": NaN}")).contains("line 1, column");
        assertThat(detail("{\"title\": \"a\u0001\"}")).contains("line 1, column");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "[]", "[{\"title\": \"a\"}]", "null", "1", "\"text\"", "true"})
    void whatIsNoObjectIsRefused(String body) {
        assertThat(detail(body)).isEqualTo("The body must be a JSON object.");
    }

    @Test
    void nestingAndNumbersBeyondReasonAreRefused() {
        assertThat(detail("{\"title\": " + "[".repeat(100_000))).contains("nested too deeply");
        assertThat(detail("{\"title\": " + "9".repeat(100_000) + "}")).contains("too long a number");
        ann.post("/api/posts", "{\"title\": 1e999999999, \"content\": -0}")
                .is(422)
                .faults("title", "must be a string")
                .faults("content", "must be a string");
    }

    @Test
    void otherEncodingsThanUtf8AreRefused() {
        var latin1 = "{\"title\": \"é\", \"content\": \"b\"}".getBytes(StandardCharsets.ISO_8859_1);
        ann.send("POST", "/api/posts", latin1, "application/json").is(400).has("detail", "The body must be in UTF-8.");
        ann.send("POST", "/api/posts", latin1, "application/json; charset=ISO-8859-1")
                .is(400)
                .has("detail", "The body must be in UTF-8.");
        var utf16 = "{\"title\": \"a\", \"content\": \"b\"}".getBytes(StandardCharsets.UTF_16);
        ann.send("POST", "/api/posts", utf16, "application/json").is(400);
        var utf8 = "{\"title\": \"é\", \"content\": \"b\"}".getBytes(StandardCharsets.UTF_8);
        ann.send("POST", "/api/posts", utf8, "application/json;charset=\"UTF-8\"")
                .is(201)
                .has("title", "é");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"text/plain", "text/json", "application/x-www-form-urlencoded", "application/jsonp", "nonsense"})
    void otherMediaTypesAreRefused(String type) {
        var body = "{\"title\": \"a\", \"content\": \"b\"}".getBytes(StandardCharsets.UTF_8);
        ann.send("POST", "/api/posts", body, type).is(415).has("type", "urn:problem:unsupported-media-type");
    }

    @Test
    void aMissingMediaTypeIsRefused() {
        ann.send("POST", "/api/posts", "{}".getBytes(StandardCharsets.UTF_8), null)
                .is(415);
        anyone.send("POST", "/api/users", null, null).is(415);
    }

    @Test
    void aBodyOverTheLimitIsRefusedHoweverItIsSent() {
        var big = "{\"title\": \"" + "a".repeat(BodyLimiter.MAXIMUM) + "\"}";
        ann.post("/api/posts", big).is(413).has("type", "urn:problem:content-too-large");

        var chunk = "a".repeat(0x10000);
        try (var wire = RawConnection.to(anyone)) {
            wire.send("POST /api/posts HTTP/1.1\nHost: blog\nAuthorization: " + ann.authorization()
                    + "\nContent-Type: application/json\nTransfer-Encoding: chunked\n\n");
            for (int i = 0; i <= 16; i++) wire.send("10000\n" + chunk + "\n");
            wire.send("0\n\n");
            assertThat(wire.read().status()).isEqualTo(413);
        }
        var announced =
                "POST /api/users HTTP/1.1\nHost: blog\nContent-Type: application/json\nContent-Length: 9000000000\n\n";
        assertThat(RawConnection.ask(anyone, announced).status()).isEqualTo(413);
    }

    @Test
    void whoIsNotLoggedInMaySendLittle() {
        var password = "a".repeat(BodyLimiter.SMALL);
        anyone.post("/api/sessions", Map.of("username", "ann", "password", password))
                .is(413)
                .has("detail", "The body must be at most 16384 bytes.");
        try (var wire = RawConnection.to(anyone)) {
            wire.send(
                    "POST /api/users HTTP/1.1\nHost: blog\nContent-Type: application/json\nTransfer-Encoding: chunked\n\n");
            wire.send("4001\n" + "a".repeat(0x4001) + "\n0\n\n");
            assertThat(wire.read().status()).isEqualTo(413);
        }
    }

    @Test
    void aMemberSendsOneLargeBodyAtATime() {
        var large = Map.of("title", "Large", "content", "b".repeat(40_000));
        var free = BodyLimiter.LARGE.free();
        try (var _ = RawConnection.to(ann).send(halfOf(ann, 40_000))) {
            await(() -> BodyLimiter.LARGE.free() < free);
            ann.post("/api/posts", large)
                    .is(503)
                    .has("type", "urn:problem:busy")
                    .hasHeader("Retry-After", "1");
            ann.post("/api/posts", Map.of("title", "Small", "content", "b")).is(201);
            anyone.member().post("/api/posts", large).is(201);
        }
        await(() -> BodyLimiter.LARGE.free() == free);
        ann.post("/api/posts", large).is(201);
    }

    @Test
    void aBodyThatArrivesTooSlowlyIsGivenUp() {
        try (var wire = RawConnection.to(ann)) {
            var answer = wire.send(halfOf(ann, 40_000)).read();
            assertThat(answer.status()).isEqualTo(408);
            assertThat(answer.json().get("detail").asString()).isEqualTo("The body arrived too slowly.");
        }
    }

    private static String halfOf(Client sender, int bytes) {
        return "POST /api/posts HTTP/1.1\nHost: blog\nAuthorization: " + sender.authorization()
                + "\nContent-Type: application/json\nContent-Length: " + bytes + "\n\n" + "a".repeat(bytes / 2);
    }

    private static void await(BooleanSupplier condition) {
        var end = System.nanoTime() + 10_000_000_000L;
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("the end of ten seconds").isLessThan(end);
            Thread.onSpinWait();
        }
    }

    /** Also where the client sends all of its body before it reads anything. */
    @ParameterizedTest
    @CsvSource({"/api/posts, 1500000, 413", "/api/users, 900000, 413", "/api/posts/1/like, 900000, 405"})
    void whyABodyIsNotWantedIsReadableOnceItIsSent(String path, int bytes, int status) {
        for (int i = 0; i < 5; i++) {
            try (var wire = RawConnection.to(anyone)) {
                wire.send("POST " + path + " HTTP/1.1\nHost: blog\nContent-Type: application/json\nContent-Length: "
                        + bytes + (path.equals("/api/posts") ? "\nAuthorization: " + ann.authorization() : "")
                        + "\n\n");
                for (int sent = 0; sent < bytes; sent += 50_000) wire.send("a".repeat(50_000));
                assertThat(wire.read().status()).isEqualTo(status);
                wire.send("GET /api/users HTTP/1.1\nHost: blog\n\n");
                assertThat(wire.read().status()).isEqualTo(200);
            }
        }
    }

    @Test
    void ofManyUnknownMembersAFewAreNamed() {
        var body = new StringBuilder("{\"title\": 1");
        for (int i = 0; i < 70_000; i++) body.append(",\"m").append(i).append("\":[{}]");
        var errors = ann.post("/api/posts", body.append('}').toString()).is(422).get("errors");
        assertThat(errors.propertyNames()).hasSize(22).contains("title", "content", "m0", "m19");
        var name = "n".repeat(30_000);
        ann.post("/api/posts", "{\"%s\": 1}".formatted(name)).is(422).faults("n".repeat(100) + "…", "is not a member");
    }

    @Test
    void aMergePatchIsOnlyForPatch() {
        var body = "{\"title\": \"a\", \"content\": \"b\"}".getBytes(StandardCharsets.UTF_8);
        var post = ann.writes("Patched");
        ann.send("PATCH", post, body, "application/merge-patch+json").is(200).has("title", "a");
        ann.send("PUT", post, body, "application/merge-patch+json").is(415);
        ann.send("POST", "/api/posts", body, "application/merge-patch+json").is(415);
    }

    @Test
    void aBodyThatIsNotReadIsRefusedAlsoWhenTheThingIsSomebodyElses() {
        var bob = anyone.member();
        var post = ann.writes("Ann's");
        bob.send("PUT", post, "{}".getBytes(StandardCharsets.UTF_8), "text/plain")
                .is(415);
        bob.send("PUT", post, new byte[BodyLimiter.MAXIMUM + 1], "application/json")
                .is(413);
        bob.send("PUT", post, "{".getBytes(StandardCharsets.UTF_8), "application/json")
                .is(403);
    }

    @Test
    void everythingThatIsWrongIsSaidAtOnce() {
        anyone.post(
                        "/api/users",
                        "{\"username\": 7, \"email\": \"nobody\", \"password\": \"short\", \"admin\": true, \"x\": 1}")
                .is(422)
                .has("type", "urn:problem:invalid")
                .faults("username", "must be a string")
                .faults("email", "must be an e-mail address")
                .faults("password", "must be at least 8 characters")
                .faults("admin", "is not a member of this request")
                .faults("x", "is not a member of this request");
        anyone.post("/api/users", "{}")
                .is(422)
                .faults("username", "is required")
                .faults("email", "is required")
                .faults("password", "is required");
        ann.patch("/api/me", Map.of("username", " ", "bio", "b".repeat(251), "email", "x", "is_admin", true))
                .is(422)
                .faults("username", "must not be blank")
                .faults("bio", "must be at most 250 characters")
                .faults("email", "must be an e-mail address")
                .faults("current_password", "is required to change the e-mail address")
                .faults("is_admin", "is not a member of this request");
    }

    @ParameterizedTest
    @CsvSource({"title, true", "title, 1", "title, [1]", "title, {}", "content, 1.5", "content, false"})
    void valuesOfTheWrongTypeAreRefused(String member, String value) {
        ann.post("/api/posts", "{\"%s\": %s}".formatted(member, value)).is(422).faults(member, "must be a string");
    }

    @Test
    void lengthsAreCountedInCharactersAsPeopleTypeThem() {
        var emoji = "😀";
        ann.post("/api/posts", Map.of("title", emoji.repeat(100), "content", "b"))
                .is(201);
        ann.post("/api/posts", Map.of("title", emoji.repeat(101), "content", "b"))
                .is(422)
                .faults("title", "must be at most 100 characters");
        ann.post("/api/posts", Map.of("title", "a", "content", emoji.repeat(50_000)))
                .is(201);
        ann.post("/api/posts", Map.of("title", "a", "content", emoji.repeat(50_001)))
                .is(422)
                .faults("content", "must be at most 50000 characters");
    }

    @Test
    void charactersTheDatabaseCannotKeepAreRefused() {
        for (var bad : new String[] {"\\u0000", "\\ud800", "\\udc00x", "\\udc00\\ud800"}) {
            ann.post("/api/posts", "{\"title\": \"a%s\", \"content\": \"%s\"}".formatted(bad, bad))
                    .is(422)
                    .faults("title", "must not contain")
                    .faults("content", "must not contain");
            anyone.post("/api/sessions", "{\"username\": \"a%s\", \"password\": \"p%s\"}".formatted(bad, bad))
                    .is(422)
                    .faults("username", "must not contain")
                    .faults("password", "must not contain");
            anyone.post("/api/sessions", "{\"a%s\": 1}".formatted(bad)).is(422);
        }
        ann.post("/api/posts", "{\"title\": \"\\ud83d\\ude00\", \"content\": \"b\"}")
                .is(201)
                .has("title", "😀");
    }

    private static String detail(String body) {
        Reply reply = ann.post("/api/posts", body).is(400);
        return reply.get("detail").asString();
    }
}
