package blog.likes;

import static org.assertj.core.api.Assertions.assertThat;

import blog.support.Client;
import blog.support.Reply;
import blog.support.TestBlog;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Likes of many members at once, also of posts and by accounts that are being deleted: each count stays exact. */
@Tag("conversation")
class LikesConcurrencyTest {
    @AutoClose
    private static TestBlog blog;

    private static Client anyone;

    @BeforeAll
    static void start() {
        blog = TestBlog.start();
        anyone = blog.client();
    }

    @AfterEach
    void countsAreExact() {
        assertThat(
                        blog.sql()
                                .number(
                                        "select count(*) from posts where likes <> (select count(*) from likes where post_id = posts.id)"))
                .isZero();
    }

    @Test
    void fiftyMembersLikeTwentyPosts() throws Exception {
        var author = anyone.member();
        var posts = IntStream.range(0, 20)
                .mapToObj(it -> author.writes("Post " + it))
                .toList();
        var members = blog.crowd(50);
        assertThat(statuses(members.stream()
                        .map(it -> onAll(posts, post -> it.put(post + "/like")))
                        .toList()))
                .containsOnly(200);
        for (var post : posts) anyone.get(post).has("likes", 50);

        var undecided = members.subList(0, 25).stream()
                .flatMap(it -> Stream.of(
                        onAll(posts.reversed(), post -> it.delete(post + "/like")),
                        onAll(posts, post -> it.put(post + "/like"))))
                .toList();
        assertThat(statuses(undecided)).containsOnly(200);
    }

    /** One after the other, as one client does; the highest status is the worst. */
    private static Callable<Integer> onAll(List<String> posts, Function<String, Reply> request) {
        return () -> posts.stream()
                .mapToInt(post -> request.apply(post).status())
                .max()
                .orElseThrow();
    }

    @Test
    void anAccountMayGoWhileItLikesAndWrites() throws Exception {
        var author = anyone.member();
        var posts = IntStream.range(0, 10)
                .mapToObj(it -> author.writes("Post " + it))
                .toList();
        for (int round = 0; round < 3; round++) {
            var leaver = anyone.member();
            var work = new ArrayList<Callable<Integer>>();
            for (var post : posts) work.add(() -> leaver.put(post + "/like").status());
            work.add(5, () -> leaver.delete("/api/me").status());
            work.add(() -> leaver.post("/api/posts", "{\"title\": \"t\", \"content\": \"c\"}")
                    .status());
            work.add(() -> leaver.patch("/api/me", "{\"bio\": \"b\"}").status());
            work.add(() -> leaver.delete("/api/me").status());
            assertThat(statuses(work)).isSubsetOf(200, 201, 204, 401, 404).containsOnlyOnce(204);
        }
    }

    @Test
    void aPostMayGoWhileItIsLikedAndUnliked() throws Exception {
        var author = anyone.member();
        var members = Stream.generate(() -> anyone).limit(4).map(Client::member).toList();
        for (int round = 0; round < 5; round++) {
            var post = author.writes("Short-lived");
            var work = new ArrayList<Callable<Integer>>();
            for (var member : members) {
                work.add(() -> member.put(post + "/like").status());
                work.add(() -> member.delete(post + "/like").status());
            }
            work.add(4, () -> author.delete(post).status());
            assertThat(statuses(work)).isSubsetOf(200, 204, 404).contains(204);
        }
    }

    private static List<Integer> statuses(List<Callable<Integer>> work) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var statuses = new ArrayList<Integer>();
            for (var one : threads.invokeAll(work)) statuses.add(one.get());
            return statuses;
        }
    }
}
