package blog;

import static org.assertj.core.api.Assertions.assertThat;

import blog.support.Client;
import blog.support.RegisterHistory;
import blog.support.TestBlog;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Many write and read few posts at once, while connections to the database are cut: every answer is of its time, and what
 * was acknowledged is there, once.
 */
@Tag("proof")
@Timeout(600)
class ConsistencyTest {
    private static final int OPERATIONS = 100_000;
    private static final int OPERATIONS_PER_CUT = 300;
    private static final int POSTS = 4;
    private static final int READERS = 20;
    private static final int WRITERS = 8;
    private static final int LIKERS = 8;
    private static final int AUTHORS = 4;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @AutoClose
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    @AutoClose
    private final HttpClient http = HttpClient.newHttpClient();

    @AutoClose
    private final TestBlog blog = TestBlog.start();

    private final AtomicInteger operations = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private final AtomicInteger cut = new AtomicInteger();
    private final AtomicInteger number = new AtomicInteger();

    /** An answer, and the instants of the question and of it; unless nobody knows what became of the question. */
    private record Answer(boolean isKnown, long start, JsonNode body, long end) {}

    private record Read(int post, String title, long start, long end) {}

    @Test
    void everyAnswerIsOfItsTime() throws Exception {
        var author = blog.client().member();
        var posts = new ArrayList<String>();
        var histories = new ArrayList<RegisterHistory>();
        for (int i = 0; i < POSTS; i++) {
            posts.add(author.writes("first"));
            histories.add(new RegisterHistory("first"));
        }
        var reads = new ConcurrentLinkedQueue<Read>();
        var liked = new ConcurrentHashMap<Integer, Boolean>();
        var created = new ConcurrentHashMap<String, String>();
        var crowd = blog.crowd(LIKERS + AUTHORS);

        var work = new ArrayList<Future<?>>();
        for (int i = 0; i < READERS; i++) {
            var reader = i % 3 == 0 ? crowd.get(i % LIKERS) : null;
            work.add(during(() -> read(posts, reader, reads)));
        }
        for (int i = 0; i < WRITERS; i++) work.add(during(() -> write(posts, histories, author)));
        for (int i = 0; i < LIKERS; i++) {
            int liker = i;
            work.add(during(() -> like(posts.getFirst(), crowd.get(liker), liker, liked)));
        }
        for (int i = 0; i < AUTHORS; i++) {
            var writer = crowd.get(LIKERS + i);
            work.add(during(() -> create(writer, created)));
        }
        for (var each : work) each.get();

        for (var read : reads) histories.get(read.post()).read(read.title(), read.start(), read.end());
        for (var history : histories) assertThat(history.faults()).isEmpty();
        assertThat(blog.sql().number("select likes from posts where id = ?", id(posts.getFirst())))
                .isEqualTo(liked.values().stream().filter(it -> it).count());
        assertThat(blog.sql().column("select title from posts where title like 'new %'"))
                .doesNotHaveDuplicates()
                .containsAll(created.keySet());
        created.forEach(
                (title, content) -> assertThat(blog.sql().column("select content from posts where title = ?", title))
                        .containsExactly(content));
        assertThat(cut).hasPositiveValue();
        System.out.printf(
                "%,d operations, %,d of them without an answer to rely on, while %,d connections were cut; %,d reads checked%n",
                operations.get(), refused.get(), cut.get(), reads.size());
    }

    private Future<?> during(Runnable step) {
        return threads.submit(() -> {
            while (operations.get() < OPERATIONS) step.run();
        });
    }

    private void read(List<String> posts, @Nullable Client reader, Queue<Read> reads) {
        if (ThreadLocalRandom.current().nextInt(10) == 0) {
            var page = send("GET", "/api/posts?limit=100&sort=oldest", reader, null);
            if (!page.isKnown()) return;
            for (var post : page.body().get("items")) {
                note(posts.indexOf("/api/posts/" + post.get("id")), post, page, reads);
            }
            return;
        }
        int post = ThreadLocalRandom.current().nextInt(posts.size());
        var answer = send("GET", posts.get(post), reader, null);
        if (answer.isKnown()) note(post, answer.body(), answer, reads);
    }

    private static void note(int post, JsonNode body, Answer answer, Queue<Read> reads) {
        if (post >= 0) reads.add(new Read(post, body.get("title").asString(), answer.start(), answer.end()));
    }

    private void write(List<String> posts, List<RegisterHistory> histories, Client author) {
        int post = ThreadLocalRandom.current().nextInt(posts.size());
        var title = "title " + number.incrementAndGet();
        var answer = send("PATCH", posts.get(post), author, Map.of("title", title));
        if (answer.isKnown()) histories.get(post).wrote(title, answer.start(), answer.end());
        else histories.get(post).perhapsWrote(title, answer.start());
    }

    /** Only the liker changes this, so that what is read next is known, unless an answer was lost. */
    private void like(String post, Client liker, int who, Map<Integer, Boolean> liked) {
        var wanted = ThreadLocalRandom.current().nextBoolean();
        while (!send(wanted ? "PUT" : "DELETE", post + "/like", liker, null).isKnown()) {}
        liked.put(who, wanted);
        var seen = send("GET", post, liker, null);
        if (seen.isKnown()) assertThat(seen.body().get("liked").asBoolean()).isEqualTo(wanted);
    }

    private void create(Client writer, Map<String, String> created) {
        var title = "new " + number.incrementAndGet();
        var content = "content of " + title;
        var answer = send("POST", "/api/posts", writer, Map.of("title", title, "content", content));
        if (!answer.isKnown()) return;
        assertThat(answer.body().get("title").asString()).isEqualTo(title);
        created.put(title, content);
    }

    private void cutConnections() {
        cut.addAndGet(
                (int)
                        blog.sql()
                                .number(
                                        "select count(pg_terminate_backend(pid)) from (select pid from pg_stat_activity where datname = current_database() and application_name = 'blog' order by random() limit 2) chosen"));
    }

    private Answer send(String method, String path, @Nullable Client caller, @Nullable Object body) {
        if (operations.incrementAndGet() % OPERATIONS_PER_CUT == 0) cutConnections();
        var request = HttpRequest.newBuilder(blog.client().base().resolve(path))
                .method(
                        method,
                        body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(JSON.writeValueAsString(body)))
                .header("Content-Type", "application/json");
        if (caller != null) request.header("Authorization", caller.authorization());
        long start = System.nanoTime();
        try {
            var response = http.send(request.build(), BodyHandlers.ofByteArray());
            long end = System.nanoTime();
            if (response.statusCode() < 300) return new Answer(true, start, JSON.readTree(response.body()), end);
            assertThat(response.statusCode()).as(method + " " + path).isEqualTo(503);
        } catch (IOException lost) {
            // As with a 503, nobody knows.
        } catch (InterruptedException fault) {
            throw new IllegalStateException(fault);
        }
        refused.incrementAndGet();
        return new Answer(false, start, JSON.createObjectNode(), start);
    }

    private static long id(String post) {
        return Long.parseLong(post.substring(post.lastIndexOf('/') + 1));
    }
}
