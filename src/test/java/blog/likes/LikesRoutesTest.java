package blog.likes;

import static org.assertj.core.api.Assertions.assertThat;

import blog.support.Client;
import blog.support.TestBlog;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("conversation")
class LikesRoutesTest {
    @AutoClose
    private static TestBlog blog;

    private static Client anyone;

    @BeforeAll
    static void start() {
        blog = TestBlog.start();
        anyone = blog.client();
    }

    @Test
    void aLikeIsCountedOnce() {
        var ann = anyone.member();
        var bob = anyone.member();
        var post = ann.post("/api/posts", Map.of("title", "Hello", "content", "World"))
                .is(201)
                .header("Location");

        bob.put(post + "/like").is(200).has("likes", 1).has("liked", true);
        bob.put(post + "/like").is(200).has("likes", 1);
        anyone.get(post).is(200).has("likes", 1).has("liked", false);
        bob.get(post).has("liked", true);
        ann.get(post).has("liked", false);
        assertThat(anyone.get(post + "/likes").is(200).texts("items", "username"))
                .containsExactly(bob.username());

        bob.delete(post + "/like").is(200).has("likes", 0).has("liked", false);
        bob.delete(post + "/like").is(200).has("likes", 0);
        anyone.get(post).has("likes", 0);
    }

    @Test
    void aLikeTakenBackIsOnesOwnOfThatPostAlone() {
        var ann = anyone.member();
        var bob = anyone.member();
        var one = ann.writes("One");
        var other = ann.writes("Other");
        ann.put(one + "/like").is(200);
        bob.put(one + "/like").is(200).has("likes", 2);
        bob.put(other + "/like").is(200);

        bob.delete(one + "/like").is(200).has("likes", 1);
        ann.get(one).is(200).has("likes", 1).has("liked", true);
        bob.get(one).is(200).has("liked", false);
        bob.get(other).is(200).has("likes", 1).has("liked", true);
    }

    @Test
    void theNewestLikeComesFirst() {
        var ann = anyone.member();
        var bob = anyone.member();
        var cyd = anyone.member();
        var post = ann.writes("Popular");
        for (var liker : List.of(bob, cyd, ann)) liker.put(post + "/like").is(200);
        var newestFirst = List.of(ann.username(), cyd.username(), bob.username());

        assertThat(anyone.get(post + "/likes").is(200).texts("items", "username"))
                .isEqualTo(newestFirst);
        var seen = new ArrayList<String>();
        var page = anyone.get(post + "/likes?limit=1").is(200);
        for (seen.addAll(page.texts("items", "username"));
                page.json().has("next");
                seen.addAll(page.texts("items", "username"))) {
            page = anyone.get(page.get("next").asString()).is(200);
        }
        assertThat(seen).isEqualTo(newestFirst);
    }

    @Test
    void aLikeNeedsAMemberAndAPost() {
        anyone.put("/api/posts/1/like").is(401);
        anyone.delete("/api/posts/1/like").is(401);
        anyone.member().put("/api/posts/999999/like").is(404);
        anyone.member().delete("/api/posts/999999/like").is(404);
        anyone.get("/api/posts/999999/likes").is(404);
    }
}
