package blog;

import static org.assertj.core.api.Assertions.assertThat;

import blog.support.Client;
import blog.support.Reply;
import blog.support.TestBlog;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Requests of a kind that come at the same time share a statement, each with its own result; a fault of one is its own.
 * That they do is seen by the connections they do not hold: there are fewer than callers.
 */
@Tag("conversation")
class SharedStatementsTest {
    private static final int CALLERS = 40;

    @AutoClose
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    @AutoClose
    private final TestBlog blog = TestBlog.start();

    private final Client anyone = blog.client();
    private List<Client> crowd;
    private List<String> posts;

    /** Whose account ends while the requests wait. */
    private String leaving = "nobody";

    @BeforeEach
    void fill() {
        var author = anyone.member();
        crowd = blog.crowd(CALLERS);
        posts = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) posts.add(author.writes("Post " + i));
    }

    @Test
    void postsAreReadTogether() throws Exception {
        var replies = together("posts", number -> anyone.get(posts.get(number)));
        for (int i = 0; i < CALLERS; i++) replies.get(i).is(200).has("title", "Post " + i);
    }

    @Test
    void membersReadPostsTogetherAndEachSeesTheOwnLikes() throws Exception {
        for (int i = 0; i < CALLERS; i += 2) {
            crowd.get(i).put(posts.get(i / 4) + "/like").is(200);
        }
        var replies = together("posts", number -> crowd.get(number).get(posts.get(number / 4)));
        for (int i = 0; i < CALLERS; i++) {
            replies.get(i).is(200).has("title", "Post " + i / 4).has("liked", i % 2 == 0);
        }
    }

    @Test
    void whatIsNotThereIsMissedByWhoAskedForItAlone() throws Exception {
        var replies = together(
                "posts", number -> crowd.get(number).get(number % 3 == 0 ? "/api/posts/0" : posts.get(number)));
        for (int i = 0; i < CALLERS; i++) {
            if (i % 3 == 0) replies.get(i).is(404);
            else replies.get(i).is(200).has("title", "Post " + i);
        }
    }

    @Test
    void likesOfOnePostAreCountedExactly() throws Exception {
        for (var reply : together("likes", number -> crowd.get(number).put(posts.getFirst() + "/like"))) {
            reply.is(200).has("liked", true);
        }
        anyone.get(posts.getFirst()).has("likes", CALLERS);
        for (var reply : together("likes", number -> crowd.get(number).delete(posts.getFirst() + "/like"))) {
            reply.is(200).has("liked", false);
        }
        anyone.get(posts.getFirst()).has("likes", 0);
    }

    @Test
    void aLikeThatFailsIsTheOwnFault() throws Exception {
        int gone = 7;
        leaving = "crowd" + (gone + 1);
        var replies = together(
                "likes",
                number -> crowd.get(number).put((number % 5 == 0 ? "/api/posts/0" : posts.get(number)) + "/like"));
        for (int i = 0; i < CALLERS; i++) replies.get(i).is(i == gone ? 401 : i % 5 == 0 ? 404 : 200);
        for (int i = 0; i < CALLERS; i++) anyone.get(posts.get(i)).has("likes", i == gone || i % 5 == 0 ? 0 : 1);
    }

    @Test
    void newPostsAreWrittenTogetherAndEachAuthorGetsTheOwn() throws Exception {
        int gone = 11;
        leaving = "crowd" + (gone + 1);
        var replies = together(
                "posts",
                number -> crowd.get(number)
                        .post("/api/posts", Map.of("title", "New " + number, "content", "By " + number)));
        for (int i = 0; i < CALLERS; i++) {
            var reply = replies.get(i);
            if (i == gone) {
                reply.is(401);
                continue;
            }
            reply.is(201).has("title", "New " + i).has("content", "By " + i).has("likes", 0);
            assertThat(reply.get("author").get("username").asString()).isEqualTo("crowd" + (i + 1));
            anyone.get(reply.header("Location")).has("title", "New " + i);
        }
    }

    /** As long as it takes to delete an account with much in it. */
    @Test
    void whoWaitsForTheEndOfAnAccountKeepsNoOthersWaiting() throws Exception {
        var leaver = crowd.getFirst();
        try (var lock = blog.sql().connect()) {
            lock.setAutoCommit(false);
            lock.createStatement().execute("select from users where username = 'crowd1' for update");
            var held = threads.submit(() -> leaver.post("/api/posts", Map.of("title", "Late", "content", "By 0")));
            blog.sql().awaitLockWait();
            var heldToo = threads.submit(() -> leaver.put(posts.getFirst() + "/like"));
            for (int i = 1; i < 5; i++) {
                crowd.get(i).put(posts.getFirst() + "/like").is(200).has("likes", i);
                crowd.get(i)
                        .post("/api/posts", Map.of("title", "Soon", "content", "By " + i))
                        .is(201);
            }
            assertThat(held.isDone()).isFalse();
            lock.rollback();
            held.get().is(201);
            heldToo.get().is(200);
        }
    }

    @Test
    void sessionsAreFoundTogether() throws Exception {
        var replies = together("sessions", number -> {
            var caller = number % 4 == 0 ? anyone.with("Authorization", "Bearer nobody" + number) : crowd.get(number);
            return caller.get("/api/me");
        });
        for (int i = 0; i < CALLERS; i++) {
            if (i % 4 == 0) replies.get(i).is(401);
            else replies.get(i).is(200).has("username", "crowd" + (i + 1));
        }
    }
    /** All at once, while the first waits for this table: the others hold no connection meanwhile. */
    private List<Reply> together(String table, IntFunction<Reply> request) throws Exception {
        var replies = new ArrayList<Future<Reply>>();
        try (var lock = blog.sql().connect()) {
            lock.setAutoCommit(false);
            lock.createStatement().execute("lock table " + table + " in access exclusive mode");
            for (int i = 0; i < CALLERS; i++) {
                int number = i;
                replies.add(threads.submit(() -> request.apply(number)));
            }
            blog.sql().awaitLockWait();
            // Of the eight connections, this leaves some for what does not wait.
            for (int i = 0; i < 10; i++) anyone.get("/api/users").is(200);
            lock.createStatement().execute("delete from users where username = '" + leaving + "'");
            lock.commit();
        }
        var answers = new ArrayList<Reply>();
        for (var reply : replies) answers.add(reply.get());
        return answers;
    }
}
