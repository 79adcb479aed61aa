package blog.posts;

import static org.assertj.core.api.Assertions.assertThat;

import blog.support.Reply;
import blog.support.TestBlog;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Anonymous callers who ask for the same at the same time share a query; nobody gets what is somebody else's or outdated. */
class SharedReadsTest {
    private static final int CALLERS = 40;

    @AutoClose
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /** More than there are connections, all of which the queries of as many callers would hold. */
    @Test
    void thoseWhoAskForTheSameHoldOneConnection() throws Exception {
        try (var blog = TestBlog.start();
                var lock = blog.sql().connect()) {
            var anyone = blog.client();
            var author = anyone.member();
            author.writes("Popular");
            lock.setAutoCommit(false);
            lock.createStatement().execute("lock table posts in access exclusive mode");
            var pages = all(() -> anyone.get("/api/posts"));
            blog.sql().awaitLockWait();
            // Of the eight connections, this leaves some for what does not wait for posts.
            for (int i = 0; i < 10; i++) anyone.get("/api/users/" + author.id()).is(200);
            lock.rollback();
            for (var page : pages) {
                assertThat(page.get().is(200).get("items").size()).isOne();
            }
        }
    }

    @Test
    void aMemberGetsTheOwnAnswerWhileOthersShareTheirs() throws Exception {
        try (var blog = TestBlog.start()) {
            var anyone = blog.client();
            var ann = anyone.member();
            var post = ann.writes("Liked");
            ann.put(post + "/like").is(200);
            var anonymous = all(() -> anyone.get(post));
            var own = all(() -> ann.get(post));
            for (var answer : anonymous) {
                assertThat(answer.get().get("liked").asBoolean()).isFalse();
            }
            for (var answer : own) {
                assertThat(answer.get().get("liked").asBoolean()).isTrue();
            }
        }
    }

    @Test
    void whatWasAnsweredBeforeIsSeenByEveryReadThatBeginsAfterwards() throws Exception {
        try (var blog = TestBlog.start()) {
            var anyone = blog.client();
            var ann = anyone.member();
            var post = ann.writes("Version 0");
            var readers = all(() -> {
                Reply last = anyone.get(post);
                for (int i = 0; i < 20; i++) last = anyone.get(post);
                return last;
            });
            for (int version = 1; version <= 20; version++) {
                ann.patch(post, Map.of("title", "Version " + version)).is(200);
                anyone.get(post).has("title", "Version " + version);
                assertThat(anyone.get("/api/posts")
                                .get("items")
                                .get(0)
                                .get("title")
                                .asString())
                        .isEqualTo("Version " + version);
            }
            for (var reader : readers) reader.get().is(200);
        }
    }

    private List<Future<Reply>> all(Callable<Reply> request) {
        var replies = new ArrayList<Future<Reply>>();
        for (int i = 0; i < CALLERS; i++) replies.add(threads.submit(request));
        return replies;
    }
}
