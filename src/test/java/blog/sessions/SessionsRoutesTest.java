package blog.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import blog.support.Client;
import blog.support.TestBlog;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("conversation")
class SessionsRoutesTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private static final AtomicReference<Instant> NOW = new AtomicReference<>(NOON);

    @AutoClose
    private static TestBlog blog;

    private static Client anyone;

    @BeforeAll
    static void start() {
        blog = TestBlog.start(new MovedClock());
        anyone = blog.client();
    }

    private static final class MovedClock extends Clock {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return NOW.get();
        }
    }

    private static void pass(Duration time) {
        NOW.updateAndGet(now -> now.plus(time));
    }

    @Test
    void oneLogsInByNameOrAddress() {
        var ann = anyone.member();
        var session = anyone.post("/api/sessions", Map.of("username", ann.username(), "password", Client.PASSWORD))
                .is(201)
                .has("user.id", ann.id())
                .has("user.email", ann.username() + "@example.org")
                .hasHeader("Cache-Control", "no-store");
        assertThat(session.get("token").asString()).matches("[A-Za-z0-9_-]{43}");
        assertThat(Instant.parse(session.get("expires_at").asString()))
                .isEqualTo(NOW.get().plus(Duration.ofDays(30)));
        anyone.post("/api/sessions", Map.of("email", ann.username() + "@EXAMPLE.ORG", "password", Client.PASSWORD))
                .is(201);
        anyone.with("Authorization", "Token " + session.get("token").asString())
                .get("/api/me")
                .is(200);
        anyone.with("Authorization", "bearer " + session.get("token").asString())
                .get("/api/me")
                .is(200);
        assertThat(blog.sql()
                        .column("select encode(token_hash, 'escape') from sessions")
                        .toString())
                .doesNotContain(session.get("token").asString());
    }

    @Test
    void aWrongPairAndAnUnknownNameAreAnsweredAlike() {
        var ann = anyone.member();
        var id = anyone.with("X-Request-Id", "same");
        var wrong = id.post("/api/sessions", Map.of("username", ann.username(), "password", "wrong password"))
                .is(401);
        var unknown = id.post("/api/sessions", Map.of("username", "nobody", "password", "wrong password"))
                .is(401);
        var unknownEmail = id.post("/api/sessions", Map.of("email", "nobody@example.org", "password", "wrong password"))
                .is(401);
        assertThat(unknown.text()).isEqualTo(wrong.text()).isEqualTo(unknownEmail.text());
    }

    @Test
    void credentialsAreANameOrAnAddressAndAPassword() {
        anyone.post("/api/sessions", Map.of())
                .is(422)
                .faults("username", "is required")
                .faults("password", "is required");
        anyone.post("/api/sessions", Map.of("username", "a", "email", "a@b", "password", "p"))
                .is(422)
                .faults("email", "must be left out");
    }

    @Test
    void sessionsAreListedAndEndedByTheirOwner() {
        var ann = anyone.member();
        var phone = anyone.with("User-Agent", "Phone é " + "x".repeat(300))
                .logIn(ann.username(), Client.PASSWORD, ann.id());
        anyone.get("/api/sessions").is(401);
        var list = ann.get("/api/sessions")
                .is(200)
                .hasHeader("Cache-Control", "no-cache")
                .has("items[0].current", false)
                .has("items[1].current", true)
                .hasNo("items[2]");
        assertThat(list.get("items[0]").has("token_hash")).isFalse();
        assertThat(list.get("items[0].user_agent").asString().length()).isLessThanOrEqualTo(200);
        var other = "/api/sessions/" + list.get("items[0].id");
        anyone.delete(other).is(401);
        anyone.member().delete(other).is(404);
        phone.get("/api/me").is(200);
        ann.delete(other).is(204);
        ann.delete(other).is(404);
        ann.delete("/api/sessions/999999").is(404);
        phone.get("/api/me").is(401);
        ann.get("/api/me").is(200);
    }

    @Test
    void oneLogsOut() {
        var ann = anyone.member();
        anyone.delete("/api/session").is(401);
        ann.delete("/api/session").is(204);
        ann.delete("/api/session").is(401);
        ann.get("/api/posts").is(401);
    }

    @Test
    void aSessionEnds30DaysAfterItsLastUse() {
        var ann = anyone.member();
        pass(Duration.ofDays(29));
        ann.get("/api/posts").is(200);
        pass(Duration.ofDays(30).minusMillis(1));
        ann.get("/api/sessions").is(200).has("items[0].expires_at", NOW.get().plus(Duration.ofDays(30)));
        pass(Duration.ofDays(30));
        ann.get("/api/me").is(401).has("type", "urn:problem:unauthenticated");
        ann.get("/api/posts").is(401);
    }

    @Test
    void aSessionEnds90DaysAfterItBeganHoweverMuchItIsUsed() {
        var ann = anyone.member();
        var end = NOW.get().plus(Duration.ofDays(90));
        for (int i = 0; i < 3; i++) {
            pass(Duration.ofDays(29));
            ann.get("/api/me").is(200);
        }
        ann.get("/api/sessions").is(200).has("items[0].expires_at", end);
        pass(Duration.ofDays(3).minusMillis(1));
        ann.get("/api/sessions").is(200).has("items[0].expires_at", end);
        pass(Duration.ofMillis(1));
        ann.get("/api/me").is(401);
    }

    @Test
    void aLaterEndOfAnotherReleaseDoesNotCount() {
        var ann = anyone.member();
        blog.sql()
                .run(
                        "update sessions set created_at = ?::timestamptz where user_id = ?",
                        NOW.get().minus(Duration.ofDays(90)).toString(),
                        ann.id());
        ann.get("/api/me").is(401);
    }

    @Test
    void theEndOfASessionMovesOnceAnHour() {
        var ann = anyone.member();
        var end = NOW.get().plus(Duration.ofDays(30));
        pass(Duration.ofMinutes(59));
        ann.get("/api/sessions").has("items[0].expires_at", end);
        pass(Duration.ofMinutes(2));
        ann.get("/api/sessions").has("items[0].expires_at", end.plus(Duration.ofMinutes(61)));
    }

    @Test
    void sessionsOfUsersWhoNeverReturnAreClearedByOthersAFewAtATime() {
        var gone = anyone.member();
        blog.sql()
                .run(
                        """
                insert into sessions (user_id, token_hash, created_at, expires_at)
                select ?, sha256(int4send(n)), ?::timestamptz, ?::timestamptz from generate_series(1, 70) n""",
                        gone.id(),
                        NOW.get().minus(Duration.ofDays(60)).toString(),
                        NOW.get().toString());
        var ended = "select count(*) from sessions where expires_at <= '" + NOW.get() + "'";
        var before = blog.sql().number(ended);
        anyone.member();
        assertThat(blog.sql().number(ended)).isEqualTo(before - Sessions.CLEARED);
        anyone.member();
        anyone.member();
        assertThat(blog.sql().number(ended)).isZero();
        gone.get("/api/me").is(200);
    }

    @Test
    void sessionsThatEndedAreClearedAtTheNextLogIn() {
        var ann = anyone.member();
        pass(Duration.ofDays(31));
        anyone.logIn(ann.username(), Client.PASSWORD, ann.id());
        assertThat(blog.sql().number("select count(*) from sessions where user_id = ?", ann.id()))
                .isEqualTo(1);
    }
}
