package blog.platform.openapi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import blog.support.ApiContract;
import blog.support.Client;
import blog.support.Reply;
import blog.support.TestBlog;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Calls every operation of the document and provokes every error; each reply is validated against the document. */
class EveryOperationTest {
    private static final Map<String, String> TEXT = Map.of("title", "Hello", "content", "World");

    private final List<String> called = new ArrayList<>();

    @Test
    void everyOperationAnswersAsDescribed() {
        try (var blog = TestBlog.start()) {
            var anyone = blog.client();
            var ann = anyone.member();
            called.addAll(List.of("createUser", "createSession"));
            read(anyone, ann, write(ann));
            leave(anyone, ann);
            assertThat(called).hasSameElementsAs(documented(anyone));
        }
    }

    @Test
    void everyKindOfRefusalIsAsDescribed() {
        try (var blog = TestBlog.start()) {
            var anyone = blog.client();
            var ann = anyone.member();
            var post = ann.post("/api/posts", TEXT).is(201).header("Location");
            anyone.get("/api/posts?after=x").is(400);
            anyone.delete(post).is(401);
            anyone.with("Authorization", "Bearer x").get("/health/live").is(401);
            anyone.member().delete(post).is(403);
            anyone.get("/api/posts/0").is(404);
            anyone.get("/nothing").is(404);
            anyone.patch("/api/posts", TEXT).is(405);
            anyone.with("Accept", "image/png").get(post).is(406);
            var account = Map.of("username", ann.username(), "email", "x@example.org", "password", "correct horse");
            anyone.post("/api/users", account).is(409).faults("username", "is taken");
            ann.with("If-Match", "\"9-x\"").delete(post).is(412);
            ann.send("POST", "/api/posts", new byte[(1 << 20) + 1], "application/json")
                    .is(413);
            ann.send("POST", "/api/posts", new byte[1], "text/plain").is(415);
            ann.send("POST", "/api/posts", new byte[1], "application/json").is(400);
            ann.send("POST", "/api/posts", "{\"a\\ud800\": 1}".getBytes(UTF_8), "application/json")
                    .is(422)
                    .faults("a?", "is not a member");
            ann.post("/api/posts", Map.of("title", " ")).is(422).faults("content", "is required");
            anyone.get(post + "?x=1").is(422).faults("x", "is not a parameter");
            anyone.get("/api/posts?limit=101&sort=newest").is(422);
            anyone.head(post).is(200);
            anyone.head("/api/posts/0").is(404);
            anyone.options(post).is(204);
        }
    }

    private String write(Client ann) {
        var post = call("createPost", ann.post("/api/posts", TEXT), 201).header("Location");
        call("createUserPost", ann.post("/api/users/@" + ann.username() + "/posts", TEXT), 201);
        call("putPost", ann.put(post, TEXT), 200);
        call("patchPost", ann.patch(post, Map.of("title", "Hello again")), 200);
        call("putPostLike", ann.put(post + "/like"), 200);
        call("patchMe", ann.patch("/api/me", Map.of("bio", "Writes.")), 200);
        return post;
    }

    private void read(Client anyone, Client ann, String post) {
        call("getPosts", anyone.get("/api/posts?limit=1&sort=likes"), 200);
        var found = call("getPost", anyone.get(post), 200);
        anyone.with("If-None-Match", found.header("ETag")).get(post).is(304);
        call("getUserPosts", anyone.get("/api/users/" + ann.id() + "/posts"), 200);
        call("getPostLikes", anyone.get(post + "/likes"), 200);
        call("getUsers", anyone.get("/api/users"), 200);
        call("getUser", anyone.get("/api/users/@" + ann.username()), 200);
        call("getMe", ann.get("/api/me"), 200);
        call("getSessions", ann.get("/api/sessions"), 200);
        call("getHealthLive", anyone.get("/health/live"), 200);
        call("getHealthReady", anyone.get("/health/ready"), 200);
        call("getService", anyone.get("/"), 200);
        call("getDocument", anyone.get("/openapi.json"), 200);
        call("deletePostLike", ann.delete(post + "/like"), 200);
        call("deletePost", ann.delete(post), 204);
    }

    private void leave(Client anyone, Client ann) {
        var other = anyone.logIn(ann.username(), Client.PASSWORD, ann.id());
        var session = other.get("/api/sessions").texts("items", "id").getFirst();
        call("deleteSession", ann.delete("/api/sessions/" + session), 204);
        call("logOut", ann.delete("/api/session"), 204);
        var again = anyone.logIn(ann.username(), Client.PASSWORD, ann.id());
        var change = Map.of("current_password", Client.PASSWORD, "new_password", "battery staple");
        call("putMePassword", again.put("/api/me/password", change), 204);
        var last = anyone.logIn(ann.username(), "battery staple", ann.id());
        call("deleteMe", last.delete("/api/me"), 204);
    }

    private Reply call(String operation, Reply reply, int status) {
        called.add(operation);
        return reply.is(status);
    }

    private static List<String> documented(Client anyone) {
        return ApiContract.document(anyone.base()).findValues("operationId").stream()
                .map(it -> it.asString())
                .toList();
    }
}
