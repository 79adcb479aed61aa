package blog.users;

import blog.support.TestBlog;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a member is told whose account goes between a change and the look at what has become of it. */
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
}
