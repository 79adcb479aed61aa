package blog.posts;

import static org.assertj.core.api.Assertions.assertThat;

import blog.support.Client;
import blog.support.TestBlog;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("conversation")
class PostsRoutesTest {
    private static final Map<String, String> HELLO = Map.of("title", "Hello, Wörld!", "content", "Text");

    @AutoClose
    private static TestBlog blog;

    private static Client anyone;

    @BeforeAll
    static void start() {
        blog = TestBlog.start();
        anyone = blog.client();
    }

    @Test
    void membersWrite() {
        var ann = anyone.member();
        var post = ann.post("/api/posts", HELLO)
                .is(201)
                .has("title", "Hello, Wörld!")
                .has("slug", "hello-world")
                .has("likes", 0)
                .has("liked", false)
                .has("version", 1)
                .has("author.username", ann.username());
        assertThat(post.header("Location")).isEqualTo("/api/posts/" + post.get("id"));
        anyone.get(post.header("Location")).is(200).has("content", "Text");
        ann.post("/api/posts", HELLO).is(201);
        anyone.post("/api/posts", HELLO).is(401);
        anyone.get("/api/posts/999999").is(404).has("detail", "There is no post 999999.");
    }

    @Test
    void membersWriteUnderTheirOwnName() {
        var ann = anyone.member();
        anyone.post("/api/users/" + ann.id() + "/posts", HELLO).is(401);
        ann.post("/api/users/" + ann.id() + "/posts", HELLO).is(201);
        ann.post("/api/users/@" + ann.username() + "/posts", HELLO).is(201).has("author.id", ann.id());
        anyone.member().post("/api/users/" + ann.id() + "/posts", HELLO).is(403);
        ann.post("/api/users/999999/posts", HELLO).is(404);
        assertThat(anyone.get("/api/users/@" + ann.username() + "/posts")
                        .is(200)
                        .texts("items", "title"))
                .hasSize(2);
        anyone.get("/api/users/999999/posts").is(404);
    }

    @Test
    void authorsChangeTheirPosts() {
        var ann = anyone.member();
        var post = ann.writes("Before");
        ann.patch(post, Map.of("title", "After"))
                .is(200)
                .has("title", "After")
                .has("content", "About Before")
                .has("version", 2);
        ann.patch(post, Map.of("title", "After")).is(200).has("version", 2);
        ann.patch(post, Map.of()).is(200).has("version", 2);
        ann.put(post, HELLO).is(200).has("content", "Text").has("version", 3);
        ann.put(post, Map.of("title", "Half")).is(422).faults("content", "is required");
        ann.patch(post, "{\"title\": null}").is(422).faults("title", "is required");
        anyone.put(post, HELLO).is(401);
        anyone.patch(post, HELLO).is(401);
        anyone.member().put(post, HELLO).is(403);
        anyone.member().patch(post, HELLO).is(403);
        ann.put("/api/posts/999999", HELLO).is(404);
        ann.patch("/api/posts/999999", HELLO).is(404);
        anyone.get(post).has("version", 3);
    }

    @Test
    void authorsDeleteTheirPosts() {
        var ann = anyone.member();
        var post = ann.writes("Short-lived");
        ann.put(post + "/like").is(200);
        anyone.delete(post).is(401);
        anyone.member().delete(post).is(403);
        ann.delete(post).is(204);
        ann.delete(post).is(404);
        anyone.get(post).is(404);
        anyone.get(post + "/likes").is(404);
    }

    @Test
    void postsAreFound() {
        var ann = anyone.member();
        var bob = anyone.member();
        var foxes = ann.writes("Quick brown foxes");
        bob.writes("Lazy dogs");
        bob.put(foxes + "/like").is(200);
        var byAnn = "/api/posts?author=@" + ann.username();
        assertThat(anyone.get(byAnn).texts("items", "title")).containsExactly("Quick brown foxes");
        assertThat(anyone.get("/api/posts?author=" + bob.id()).texts("items", "title"))
                .containsExactly("Lazy dogs");
        assertThat(anyone.get("/api/posts?liked_by=" + bob.id()).texts("items", "title"))
                .containsExactly("Quick brown foxes");
        anyone.get("/api/posts?liked_by=@" + ann.username()).is(200).hasNo("items[0]");
        assertThat(anyone.get("/api/posts?q=fox%20quickly").texts("items", "title"))
                .containsExactly("Quick brown foxes");
        anyone.get("/api/posts?q=fox%20-brown").is(200).hasNo("items[0]");
        assertThat(bob.get(byAnn).is(200).get("items[0].liked").asBoolean()).isTrue();
        assertThat(ann.get(byAnn).is(200).get("items[0].liked").asBoolean()).isFalse();
        anyone.get("/api/posts?since=9999-01-01T00:00:00Z").is(200).hasNo("items[0]");
    }
}
