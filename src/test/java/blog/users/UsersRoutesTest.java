package blog.users;

import static org.assertj.core.api.Assertions.assertThat;

import blog.support.Client;
import blog.support.TestBlog;
import blog.support.TestDatabase;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("conversation")
class UsersRoutesTest {
    @AutoClose
    private static TestBlog blog;

    private static Client anyone;

    @BeforeAll
    static void start() {
        blog = TestBlog.start();
        anyone = blog.client();
    }

    @Test
    void anybodyRegistersOnce() {
        var account = Map.of("username", "Émile", "email", "emile@example.org", "password", "12345678");
        var emile = anyone.post("/api/users", account)
                .is(201)
                .has("username", "Émile")
                .has("email", "emile@example.org")
                .has("version", 1)
                .hasNo("password")
                .hasNo("password_hash");
        assertThat(emile.header("Location")).isEqualTo("/api/users/" + emile.get("id"));
        assertThat(emile.header("ETag")).startsWith("\"1-");
        anyone.post("/api/users", account)
                .is(409)
                .faults("username", "is taken")
                .faults("email", "is taken");
        anyone.get(emile.header("Location")).is(200).has("username", "Émile").hasNo("email");
        anyone.get("/api/users/@%C3%89mile").is(200).has("id", emile.get("id"));
        anyone.get("/api/users/@%C3%A9MILE").is(200).has("id", emile.get("id"));
        anyone.get("/api/users/999999").is(404).has("detail", "There is no user 999999.");
        anyone.get("/api/users/@nobody").is(404);
    }

    @Test
    void aPasswordChangedMeanwhileIsNotGoodForANewAddress() throws Exception {
        var ann = anyone.member();
        var edit = Map.of("email", "thief@example.org", "current_password", Client.PASSWORD);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor();
                var other = blog.sql().connect()) {
            other.setAutoCommit(false);
            try (var update = other.prepareStatement("update users set password_hash = 'another' where id = ?")) {
                update.setLong(1, ann.id());
                update.executeUpdate();
            }
            var late = threads.submit(() -> ann.patch("/api/me", edit));
            blog.sql().awaitLockWait();
            other.commit();
            late.get().is(422).faults("current_password", "is no longer your password");
        }
    }

    @Test
    void oneOfManyWhoRegisterANameAtOnceGetsIt() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var statuses = IntStream.range(0, 20)
                    .mapToObj(it -> Map.of("username", "rush", "email", it + "@rush.example", "password", "12345678"))
                    .map(account -> threads.submit(() -> statusOf(account)))
                    .toList();
            var answers = new ArrayList<Integer>();
            for (var one : statuses) answers.add(one.get());
            assertThat(answers).isSubsetOf(201, 409).containsOnlyOnce(201);
        }
    }

    /** Password hashes take turns: on a busy machine, some registrations are told to come back, and do. */
    private static int statusOf(Map<String, String> account) {
        int status = 503;
        while (status == 503) status = anyone.post("/api/users", account).status();
        return status;
    }

    @Test
    void aProfileIsListedWithoutItsAddress() {
        var ann = anyone.member();
        assertThat(anyone.get("/api/users?limit=100").is(200).texts("items", "username"))
                .contains(ann.username());
        assertThat(anyone.get("/api/users?limit=100").text()).doesNotContain("@example.org");
        assertThat(ann.get("/api/users?limit=100").text()).containsOnlyOnce("@example.org");
        ann.get("/api/users/" + ann.id()).has("email", ann.username() + "@example.org");
        anyone.member().get("/api/users/" + ann.id()).hasNo("email");
    }

    @Test
    void membersSeeAndChangeThemselves() {
        var ann = anyone.member();
        var bob = anyone.member();
        anyone.get("/api/me").is(401);
        anyone.patch("/api/me", Map.of("bio", "x")).is(401);
        ann.get("/api/me").is(200).has("id", ann.id()).has("bio", "null").has("version", 1);
        ann.patch("/api/me", Map.of("bio", "Hello."))
                .is(200)
                .has("bio", "Hello.")
                .has("version", 2);
        ann.patch("/api/me", Map.of("bio", "Hello.")).is(200).has("version", 2);
        ann.patch("/api/me", Map.of()).is(200).has("version", 2);
        ann.patch("/api/me", "{\"bio\": null}").is(200).has("bio", "null").has("version", 3);
        ann.patch("/api/me", "{\"username\": null}").is(422).faults("username", "is required");
        ann.patch("/api/me", Map.of("username", bob.username())).is(409).faults("username", "is taken");
        ann.patch("/api/me", Map.of("username", ann.username().toUpperCase(java.util.Locale.ROOT)))
                .is(200);
        anyone.get("/api/users/" + bob.id()).has("version", 1);
    }

    @Test
    void aNewAddressAsksForThePassword() {
        var ann = anyone.member();
        var email = ann.username() + "@new.example";
        ann.patch("/api/me", Map.of("email", email)).is(422).faults("current_password", "is required");
        ann.patch("/api/me", Map.of("email", email, "current_password", "wrong"))
                .is(422)
                .faults("current_password", "is not your password");
        ann.get("/api/me").has("email", ann.username() + "@example.org");
        ann.patch("/api/me", Map.of("email", email, "current_password", Client.PASSWORD))
                .is(200)
                .has("email", email);
    }

    @Test
    void anAccountGoesWithAllThatIsItsOwn() {
        var ann = anyone.member();
        var bob = anyone.member();
        var anns = ann.writes("Ann's");
        var bobs = bob.writes("Bob's");
        bob.put(anns + "/like").is(200);
        ann.put(bobs + "/like").is(200).has("likes", 1);
        anyone.delete("/api/me").is(401);
        ann.delete("/api/me").is(204);
        ann.delete("/api/me").is(401);
        ann.get("/api/posts").is(401);
        anyone.get(anns).is(404);
        anyone.get("/api/users/" + ann.id()).is(404);
        anyone.get(bobs).is(200).has("likes", 0);
        anyone.get(bobs + "/likes").is(200).hasNo("items[0]");
        anyone.member(ann.username());
    }

    /** On such a server lower('É') is 'É', since its locale knows no letters beyond ASCII. */
    @Test
    void namesFoldTheSameOnAServerOfPlainLocale() {
        try (var plain = TestBlog.start(TestDatabase.ofLocaleC())) {
            var visitor = plain.client();
            var emile = visitor.member("Émile");
            visitor.get("/api/users/@%C3%89mile").is(200).has("id", emile.id());
            visitor.logIn("éMILE", Client.PASSWORD, emile.id()).get("/api/me").is(200);
            var again =
                    new HashMap<>(Map.of("username", "ÉMILE", "email", "Émile@example.org", "password", "12345678"));
            visitor.post("/api/users", again)
                    .is(409)
                    .faults("username", "is taken")
                    .faults("email", "is taken");
            emile.post("/api/posts", Map.of("title", "\u00a0", "content", "\u3000"))
                    .is(422)
                    .faults("title", "must not be blank")
                    .faults("content", "must not be blank");
        }
    }
}
