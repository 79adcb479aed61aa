package blog.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import blog.support.Client;
import blog.support.TestBlog;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("conversation")
class ConditionalRequestsTest {
    @AutoClose
    private static TestBlog blog;

    private static Client anyone;

    @BeforeAll
    static void start() {
        blog = TestBlog.start();
        anyone = blog.client();
    }

    @Test
    void whoHasItIsToldSo() {
        var ann = anyone.member();
        var post = ann.writes("Known");
        var tag = anyone.get(post).header("ETag");
        assertThat(tag).matches("\"1-[A-Za-z0-9_-]{16}\"");
        for (var known : List.of(tag, "W/" + tag, "\"x\", " + tag, "*", tag + ",\"y\"")) {
            var reply = anyone.with("If-None-Match", known).get(post).is(304).hasHeader("ETag", tag);
            assertThat(reply.bytes()).isEmpty();
            anyone.with("If-None-Match", known).head(post).is(304);
        }
        for (var other : List.of("\"x\"", tag.replace("\"", ""), "\"1-\"", "nonsense", "")) {
            anyone.with("If-None-Match", other).get(post).is(200).hasHeader("ETag", tag);
        }
        anyone.with("If-None-Match", tag).get("/api/posts/999999").is(404);
    }

    @Test
    void theTagChangesWithTheRepresentation() {
        var ann = anyone.member();
        var post = ann.writes("Known");
        var tag = anyone.get(post).header("ETag");
        anyone.get(post).hasHeader("ETag", tag);
        ann.put(post + "/like").is(200);
        var liked = anyone.with("If-None-Match", tag).get(post).is(200).header("ETag");
        assertThat(ann.get(post).header("ETag")).isNotEqualTo(liked);
        var me = ann.get("/api/me").header("ETag");
        assertThat(anyone.get("/api/users/" + ann.id()).header("ETag")).isNotEqualTo(me);
        ann.with("If-None-Match", me).get("/api/me").is(304);
        ann.patch("/api/me", Map.of("bio", "New.")).is(200);
        ann.with("If-None-Match", me).get("/api/me").is(200);
    }

    @Test
    void whatHoldsAnAddressIsNotToBeStored() {
        var ann = anyone.member();
        var bob = anyone.member();
        var account = Map.of("username", bob.username() + "2", "email", "b2@example.org", "password", "12345678");
        anyone.post("/api/users", account).is(201).hasHeader("Cache-Control", "no-store");
        ann.patch("/api/me", Map.of("bio", "New.")).is(200).hasHeader("Cache-Control", "no-store");
        for (var path : List.of("/api/me", "/api/users/" + ann.id(), "/api/users?limit=100")) {
            ann.get(path).is(200).hasHeader("Cache-Control", "no-store");
            ann.head(path).is(200).hasHeader("Cache-Control", "no-store");
        }
        ann.with("If-None-Match", ann.get("/api/me").header("ETag"))
                .get("/api/me")
                .is(304)
                .hasHeader("Cache-Control", "no-store");
    }

    @Test
    void whatAnybodyMayReadIsStoredToAskAgain() {
        var bob = anyone.member();
        var ann = anyone.member();
        var profile = "/api/users/" + ann.id();
        for (var path : List.of(profile, ann.writes("Open"), "/api/posts", "/api/users?limit=100")) {
            anyone.get(path).is(200).hasHeader("Cache-Control", "no-cache");
        }
        bob.get(profile).is(200).hasHeader("Cache-Control", "no-cache");
        ann.get("/api/users?limit=1").is(200).hasHeader("Cache-Control", "no-cache");
    }

    @Test
    void ofTwoEditorsOneIsToldThatItHasChanged() {
        var ann = anyone.member();
        var post = ann.writes("Shared");
        var seen = ann.get(post).header("ETag");
        var now = ann.with("If-Match", seen)
                .patch(post, Map.of("title", "First"))
                .is(200)
                .header("ETag");
        for (var stale : List.of(seen, "W/" + now, "\"x\"", "\"999999999999-a\"", "\"-1-a\"", seen + ", \"y\"")) {
            var late = ann.with("If-Match", stale);
            late.patch(post, Map.of("title", "Second")).is(412).has("type", "urn:problem:stale");
            late.put(post, Map.of("title", "Second", "content", "Lost")).is(412);
            late.delete(post).is(412);
        }
        anyone.get(post).is(200).has("title", "First").has("version", 2);
        ann.with("If-Match", "\"x\" , " + now)
                .patch(post, Map.of("title", "Third"))
                .is(200)
                .has("version", 3);
        ann.with("If-Match", "*").patch(post, Map.of("title", "Fourth")).is(200);
        ann.patch(post, Map.of("title", "Fifth")).is(200).has("version", 5);
        ann.with("If-Match", "nonsense").patch(post, Map.of("title", "Sixth")).is(400);
        ann.with("If-Match", "\"x".repeat(3000))
                .patch(post, Map.of("title", "Sixth"))
                .is(400);
        ann.with("If-Match", "\"x\",".repeat(1900) + "\"x\"")
                .patch(post, Map.of("title", "Sixth"))
                .is(412);
    }

    @Test
    void aLikeDoesNotMakeAnEditStale() {
        var ann = anyone.member();
        var post = ann.writes("Liked");
        var seen = ann.get(post).header("ETag");
        anyone.member().put(post + "/like").is(200);
        ann.with("If-Match", seen)
                .patch(post, Map.of("title", "Edited"))
                .is(200)
                .has("likes", 1);
    }

    @Test
    void whoMayNotIsToldThatFirst() {
        var ann = anyone.member();
        var post = ann.writes("Mine");
        var stale = "\"7-x\"";
        anyone.with("If-Match", stale).delete(post).is(401);
        anyone.member().with("If-Match", stale).delete(post).is(403);
        ann.with("If-Match", stale).delete("/api/posts/999999").is(404);
        ann.with("If-Match", stale).patch(post, Map.of("title", "")).is(422);
        ann.with("If-Match", ann.get(post).header("ETag")).delete(post).is(204);
    }

    @Test
    void anAccountIsGuardedTheSameWay() {
        var ann = anyone.member();
        var seen = ann.get("/api/me").header("ETag");
        ann.with("If-Match", seen).patch("/api/me", Map.of("bio", "One.")).is(200);
        ann.with("If-Match", seen).patch("/api/me", Map.of("bio", "Two.")).is(412);
        ann.with("If-Match", seen).patch("/api/me", Map.of()).is(412);
        ann.with("If-Match", seen).delete("/api/me").is(412);
        var now = ann.get("/api/me").has("bio", "One.").header("ETag");
        ann.with("If-Match", now).delete("/api/me").is(204);
    }

    @Test
    void ofManyEditsAtOnceOneWins() throws Exception {
        var ann = anyone.member();
        var post = ann.writes("Contested");
        var editor = ann.with("If-Match", ann.get(post).header("ETag"));
        var statuses = new ArrayList<Integer>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var edits = IntStream.range(0, 20)
                    .mapToObj(it -> Map.of("title", "Edit " + it))
                    .map(edit -> threads.submit(() -> editor.patch(post, edit).status()))
                    .toList();
            for (var edit : edits) statuses.add(edit.get());
        }
        assertThat(statuses).containsOnly(200, 412).containsOnlyOnce(200);
        anyone.get(post).has("version", 2);
    }
}
