package blog.users;

import blog.support.Client;
import blog.support.Reply;
import blog.support.TestBlog;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** The error for a member whose account is deleted between a change and the query that explains its failure. */
class AccountGoneTest {
    private static final String GOES = """
            create function go() returns trigger language plpgsql as
              $$ begin delete from users where id = %s; return null; end $$;
            create trigger zz_go after insert or update on %s for each row execute function go();
            """;

    @Test
    void whoChangesTheProfileIsToldThatTheAccountIsGone() {
        try (var blog = TestBlog.start()) {
            var leaver = blog.client().member();
            blog.sql().run(GOES.formatted("new.id", "users"));
            leaver.patch("/api/me", Map.of("bio", "On my way")).is(401);
            leaver.get("/api/me").is(401);
        }
    }

    @Test
    void whoWritesAPostIsToldThatTheAccountIsGone() {
        try (var blog = TestBlog.start()) {
            var leaver = blog.client().member();
            blog.sql().run(GOES.formatted("new.user_id", "posts"));
            leaver.post("/api/posts", Map.of("title", "Bye", "content", "I am off."))
                    .is(401);
        }
    }

    @Test
    void whoSaysWhichVersionIsMeantIsToldThatTheAccountIsGoneAndNotThatItChanged() throws Exception {
        try (var blog = TestBlog.start()) {
            for (var request : List.<Function<Client, Reply>>of(
                    leaver -> leaver.patch("/api/me", Map.of("bio", "On my way")),
                    leaver -> leaver.delete("/api/me"))) {
                var leaver = blog.client().member();
                var seen = leaver.get("/api/me").header("ETag");
                whileLeaving(blog, leaver, () -> request.apply(leaver.with("If-Match", seen)));
            }
        }
    }

    @Test
    void whoGivesThePasswordIsToldThatTheAccountIsGoneAndNotThatItIsWrong() throws Exception {
        try (var blog = TestBlog.start()) {
            var change = Map.of("current_password", Client.PASSWORD, "new_password", "battery staple");
            var leaver = blog.client().member();
            whileLeaving(blog, leaver, () -> leaver.put("/api/me/password", change));

            var address = Map.of("current_password", Client.PASSWORD, "email", "new@example.org");
            var other = blog.client().member();
            whileLeaving(blog, other, () -> other.patch("/api/me", address));
        }
    }

    /** The password was right; to set another, the request waits until the account has gone. */
    @Test
    void whoSetsAnotherPasswordIsToldThatTheAccountIsGoneAndNotThatItHasAnotherOne() throws Exception {
        try (var blog = TestBlog.start()) {
            var change = Map.of("current_password", Client.PASSWORD, "new_password", "battery staple");
            var leaver = blog.client().member();
            leavingMeanwhile(blog, leaver, () -> leaver.put("/api/me/password", change));
        }
    }

    /** A session not used for long is marked as used again: there the request waits until the account has gone. */
    private static void whileLeaving(TestBlog blog, Client leaver, Callable<Reply> request) throws Exception {
        blog.sql()
                .run(
                        "update sessions set created_at = created_at - interval '2 days', last_used_at = last_used_at - interval '2 days' where user_id = ?",
                        leaver.id());
        leavingMeanwhile(blog, leaver, request);
    }

    private static void leavingMeanwhile(TestBlog blog, Client leaver, Callable<Reply> request) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor();
                var leaving = blog.sql().connect()) {
            leaving.setAutoCommit(false);
            try (var delete = leaving.createStatement()) {
                delete.execute("delete from users where id = " + leaver.id());
            }
            var reply = threads.submit(request);
            blog.sql().awaitLockWait();
            leaving.commit();
            reply.get().is(401).has("detail", "Your account has been deleted.");
        }
    }
}
