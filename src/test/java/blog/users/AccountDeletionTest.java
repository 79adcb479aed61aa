package blog.users;

import static org.assertj.core.api.Assertions.assertThat;

import blog.platform.config.Settings;
import blog.support.Client;
import blog.support.TestBlog;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Accounts with more than one statement may delete go all the same, as a whole and without a deadlock. */
class AccountDeletionTest {
    private static final int LIKES = 6 * AccountDeletion.BATCH;
    private static final Duration TIME_OUT = Duration.ofSeconds(4);

    /** Whatever the machine, a batch then takes about half a second, and all likes at once about three. */
    private static final String SLOW = """
            create function take_time() returns trigger language plpgsql as
              $$ begin perform pg_sleep(0.001); return old; end $$;
            create trigger likes_take_time before delete on likes for each row execute function take_time();
            """;

    @AutoClose
    private static TestBlog blog;

    private static Client anyone;

    private Client leaver;

    @BeforeAll
    static void start() {
        blog = TestBlog.start(settings -> new Settings(
                settings.server(),
                new Settings.Database(
                        settings.database().given(),
                        settings.database().dataDir(),
                        settings.database().poolSize(),
                        settings.database().poolWait(),
                        TIME_OUT,
                        settings.database().migrateOnStart(),
                        settings.database().samples()),
                settings.log()));
        anyone = blog.client();
    }

    @BeforeEach
    void join() {
        blog.sql().run("drop function if exists take_time() cascade");
        leaver = anyone.member();
    }

    @Test
    void whoLikesThousandsOfPostsCanLeave() {
        var bob = anyone.member();
        blog.sql()
                .run(
                        "insert into posts (title, content, user_id) select 'p' || n, 'c', ? from generate_series(1, ?) n",
                        bob.id(),
                        LIKES);
        blog.sql()
                .run(
                        "insert into likes (user_id, post_id) select ?, id from posts where user_id = ?",
                        leaver.id(),
                        bob.id());
        blog.sql().run(SLOW);
        leaver.delete("/api/me").is(204);
        leaves();
        assertThat(blog.sql().number("select count(*) from posts where user_id = ? and likes = 0", bob.id()))
                .isEqualTo(LIKES);
    }

    @Test
    void whosePostsThousandsLikeCanLeave() {
        var popular = leaver.writes("Popular");
        var other = leaver.writes("Other");
        var bob = anyone.member();
        bob.put(other + "/like").is(200);
        blog.sql()
                .run(
                        "insert into users (username, email, password_hash)"
                                + " select 'fan' || n, n || '@fan.example', 'x' from generate_series(1, ?) n",
                        LIKES);
        blog.sql()
                .run("insert into likes (user_id, post_id) select users.id, posts.id from users, posts"
                        + " where username like 'fan%' and title = 'Popular'");
        anyone.get(popular).has("likes", LIKES);
        blog.sql().run(SLOW);
        leaver.delete("/api/me").is(204);
        leaves();
        anyone.get(popular).is(404);
        anyone.get(other).is(404);
    }

    private void leaves() {
        leaver.get("/api/me").is(401);
        anyone.get("/api/users/" + leaver.id()).is(404);
        for (var table : List.of("posts", "likes", "sessions")) {
            assertThat(blog.sql().number("select count(*) from " + table + " where user_id = ?", leaver.id()))
                    .as(table)
                    .isZero();
        }
        assertThat(
                        blog.sql()
                                .number(
                                        "select count(*) from posts where likes <> (select count(*) from likes where post_id = posts.id)"))
                .isZero();
    }

    /** It has deleted likes and posts already, and waits for its session. */
    @Test
    void untilTheAccountIsGoneNothingOfItIs() throws Exception {
        var bobs = anyone.member().writes("Bob's");
        var own = leaver.writes("Own");
        leaver.put(bobs + "/like").is(200);
        leaver.put(own + "/like").is(200);
        try (var holder = blog.sql().connect();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            holder.setAutoCommit(false);
            try (var lock = holder.prepareStatement("select from sessions where user_id = ? for update")) {
                lock.setLong(1, leaver.id());
                lock.execute();
            }
            var leaving = threads.submit(() -> leaver.delete("/api/me"));
            blog.sql().awaitLockWait();
            anyone.get(own).is(200).has("likes", 1);
            anyone.get(bobs).is(200).has("likes", 1);
            anyone.get("/api/users/" + leaver.id()).is(200);
            holder.commit();
            leaving.get().is(204);
        }
        leaves();
        anyone.get(bobs).is(200).has("likes", 0);
    }

    @Test
    void whatCannotGoAsAWholeStaysAsAWhole() {
        var bobs = anyone.member().writes("Bob's");
        var own = leaver.writes("Own");
        leaver.put(bobs + "/like").is(200);
        blog.sql()
                .run(
                        "create function stay() returns trigger language plpgsql as $$ begin raise exception 'stay'; end $$;"
                                + " create trigger users_stay before delete on users for each row execute function stay()");
        try {
            leaver.delete("/api/me").is(500);
        } finally {
            blog.sql().run("drop function stay() cascade");
        }
        leaver.get("/api/me").is(200);
        leaver.get(own).is(200);
        leaver.get(bobs).is(200).has("likes", 1).has("liked", true);
    }

    /** Own posts and liked ones in one order, and none of the likes of a post before the post. */
    @Test
    void postsAreLockedInTheOrderOfTheirIds() throws Exception {
        var bob = anyone.member();
        var posts = List.of(bob.writes("1"), leaver.writes("2"), bob.writes("3"), leaver.writes("4"), bob.writes("5"));
        for (var post : posts) leaver.put(post + "/like").is(200);
        try (var holder = blog.sql().connect();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            hold(holder, posts.get(2));
            var leaving = threads.submit(() -> leaver.delete("/api/me"));
            blog.sql().awaitLockWait();
            assertThat(blog.sql()
                            .column(
                                    "select title from posts where user_id in (?, ?) order by id for update skip locked",
                                    bob.id(),
                                    leaver.id()))
                    .containsExactly("4", "5");
            assertThat(blog.sql()
                            .column("select post_id from likes where user_id = ? for update skip locked", leaver.id()))
                    .hasSize(5);
            holder.commit();
            leaving.get().is(204);
        }
        leaves();
    }

    /** Otherwise one who takes a like back and one who deletes the post would each hold what the other needs. */
    @Test
    void aPostIsLockedBeforeALikeIsTakenBack() throws Exception {
        var post = anyone.member().writes("Liked");
        leaver.put(post + "/like").is(200);
        try (var holder = blog.sql().connect();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            hold(holder, post);
            var unliking = threads.submit(() -> leaver.delete(post + "/like"));
            blog.sql().awaitLockWait();
            assertThat(blog.sql()
                            .column("select post_id from likes where user_id = ? for update skip locked", leaver.id()))
                    .hasSize(1);
            holder.commit();
            unliking.get().is(200).has("likes", 0);
        }
    }

    private static void hold(Connection holder, String post) throws SQLException {
        holder.setAutoCommit(false);
        try (var lock = holder.prepareStatement("select from posts where id = ? for update")) {
            lock.setLong(1, Long.parseLong(post.substring(post.lastIndexOf('/') + 1)));
            lock.execute();
        }
    }
}
