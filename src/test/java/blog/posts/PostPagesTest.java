package blog.posts;

import static org.assertj.core.api.Assertions.assertThat;

import blog.support.Client;
import blog.support.Reply;
import blog.support.TestBlog;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("conversation")
class PostPagesTest {
    @AutoClose
    private static TestBlog blog;

    private static Client anyone;

    /** 23 posts of one author: seven at each of three instants, two at one of their own; a third of them liked. */
    @BeforeAll
    static void start() {
        blog = TestBlog.start();
        anyone = blog.client();
        var ann = anyone.member("ann");
        blog.sql().run("""
                insert into posts (title, content, user_id, date_posted)
                select 'post ' || n, 'words', ?, timestamptz '2026-03-01 09:00:00.000001Z' + make_interval(hours => n / 7)
                from generate_series(0, 22) n""", ann.id());
        blog.sql().run("insert into likes (user_id, post_id) select user_id, id from posts where id % 3 = 0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/posts?sort=newest",
                "/api/posts?sort=oldest",
                "/api/posts?sort=likes",
                "/api/posts?q=words",
                "/api/posts?author=@ann&since=2026-03-01T09:00:00Z",
                "/api/posts?liked_by=@ann&sort=oldest",
                "/api/users/@ann/posts",
            })
    void everyPageSizeShowsEachRowOnce(String list) {
        var sized = list + (list.contains("?") ? "&" : "?") + "limit=";
        var whole = ids(anyone.get(sized + 100).is(200).hasNo("next"));
        assertThat(whole).hasSize(list.contains("liked_by") ? 7 : 23).doesNotHaveDuplicates();
        for (int size = 1; size <= 24; size++) {
            assertThat(walk(sized + size, size)).as("pages of %d", size).isEqualTo(whole);
        }
    }

    private static List<String> walk(String first, int size) {
        var seen = new ArrayList<String>();
        for (String next = first; next != null; ) {
            var page = anyone.get(next).is(200);
            var ids = ids(page);
            assertThat(ids.size()).isBetween(1, size);
            seen.addAll(ids);
            next = page.json().has("next") ? page.get("next").asString() : null;
            if (next == null) assertThat(page.hasHeader("Link")).isFalse();
            else page.hasHeader("Link", "<" + next + ">; rel=\"next\"");
        }
        return seen;
    }

    private static List<String> ids(Reply page) {
        return page.texts("items", "id");
    }

    @Test
    void rowsThatComeAndGoBetweenPagesDisturbNoOthers() {
        var bob = anyone.member();
        for (int i = 0; i < 6; i++) bob.writes("bob " + i);
        var list = "/api/posts?author=" + bob.id();
        var first = anyone.get(list + "&limit=2").is(200);
        assertThat(first.texts("items", "title")).containsExactly("bob 5", "bob 4");
        bob.writes("bob 6");
        bob.delete("/api/posts/" + first.get("items[1].id")).is(204);
        var second = anyone.get(first.get("next").asString()).is(200);
        assertThat(second.texts("items", "title")).containsExactly("bob 3", "bob 2");
        bob.put("/api/posts/" + second.get("items[0].id") + "/like").is(200);
        assertThat(anyone.get(second.get("next").asString())
                        .is(200)
                        .hasNo("next")
                        .texts("items", "title"))
                .containsExactly("bob 1", "bob 0");
        bob.delete("/api/me").is(204);
    }

    @Test
    void aLikeThatMovesAPostNeitherLosesNorDoublesTheRest() {
        var bob = anyone.member();
        var posts = new ArrayList<String>();
        for (int i = 0; i < 5; i++) posts.add(bob.writes("moved " + i));
        var list = "/api/posts?sort=likes&author=" + bob.id();
        var first = anyone.get(list + "&limit=2").is(200);
        assertThat(first.texts("items", "title")).containsExactly("moved 4", "moved 3");
        bob.put(posts.get(4) + "/like").is(200);
        assertThat(anyone.get(first.get("next").asString()).is(200).texts("items", "title"))
                .containsExactly("moved 2", "moved 1");
        bob.delete("/api/me").is(204);
    }

    @Test
    void aPageOfVeryLongPostsEndsEarlyAndLosesNone() {
        var bob = anyone.member();
        blog.sql().run("""
                insert into posts (title, content, user_id)
                select 'long ' || n, repeat('x', 50000), ? from generate_series(1, 50) n""", bob.id());
        var list = "/api/posts?limit=100&author=" + bob.id();

        assertThat(ids(anyone.get(list).is(200))).hasSizeBetween(20, 25);
        assertThat(walk(list, 25)).hasSize(50).doesNotHaveDuplicates();
        bob.delete("/api/me").is(204);
    }

    @Test
    void aCursorThatWasTamperedWithOrTakenFromAnotherListIsRefused() {
        var next = anyone.get("/api/posts?limit=5").get("next").asString();
        var cursor = next.substring(next.indexOf("after=") + 6);
        anyone.get("/api/posts?after=" + cursor).is(200);
        for (var bad : List.of(
                "",
                "x",
                "AAAA",
                cursor.substring(1),
                cursor + "A",
                cursor + "=",
                flipped(cursor),
                "%20" + cursor,
                "%F0%9F%98%80",
                cursor.substring(0, 31) + "_")) {
            anyone.get("/api/posts?after=" + bad).is(400).has("type", "urn:problem:malformed");
        }
        for (var other : List.of(
                "/api/posts?sort=oldest&",
                "/api/posts?sort=newest&",
                "/api/posts?author=1&",
                "/api/users?",
                "/api/users/1/posts?",
                "/api/posts/1/likes?")) {
            anyone.get(other + "after=" + cursor).is(400);
        }
    }

    private static String flipped(String cursor) {
        return (cursor.charAt(0) == 'B' ? 'C' : 'B') + cursor.substring(1);
    }

    @Test
    void likersAndUsersAndSessionsHavePagesToo() {
        var post = anyone.member().writes("Popular");
        blog.sql()
                .run(
                        "insert into users (username, email, password_hash) select 'l' || n, n || '@l.example', 'x' from generate_series(1, 9) n");
        blog.sql()
                .run(
                        "insert into likes (user_id, post_id) select id, ? from users where username like 'l%'",
                        Long.parseLong(post.substring(post.lastIndexOf('/') + 1)));
        for (int size = 1; size <= 10; size++) {
            assertThat(walk(post + "/likes?limit=" + size, size)).hasSize(9).doesNotHaveDuplicates();
            assertThat(walk("/api/users?limit=" + size, size)).doesNotHaveDuplicates();
        }
    }
}
