package blog.platform.ops;

import static org.assertj.core.api.Assertions.assertThat;

import blog.support.Client;
import blog.support.MetricsText;
import blog.support.RawConnection;
import blog.support.TestBlog;
import blog.support.TestDatabase;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The service tells Prometheus how it is. */
@Timeout(120)
class MetricsTest {
    private static final String DURATION = "http_request_duration_seconds";
    private static final String COUNT = DURATION + "_count";
    private static final String REFUSED = "http_requests_refused_total";

    @AutoClose
    private final TestBlog blog = TestBlog.start();

    private final Client anyone = blog.client();
    private final Client ann = anyone.member();

    @Test
    void requestsAreMeasuredByRouteMethodAndStatus() {
        var post = ann.writes("Counted");
        for (int i = 0; i < 3; i++) anyone.get(post).is(200);
        anyone.head(post).is(200);
        anyone.get("/api/posts/999999").is(404);

        var metrics = await(it -> count(it, "/api/posts/{id}", "GET", "404") > 0);
        assertThat(count(metrics, "/api/posts/{id}", "GET", "200")).isEqualTo(3);
        assertThat(count(metrics, "/api/posts/{id}", "HEAD", "200")).isEqualTo(1);
        assertThat(count(metrics, "/api/posts", "POST", "201")).isEqualTo(1);
        var labels = new String[] {"route", "/api/posts/{id}", "method", "GET", "status", "200"};
        assertThat(metrics.buckets(DURATION, labels)).hasSize(15).isSorted().endsWith(3.0);
        assertThat(metrics.value(DURATION + "_sum", labels)).isPositive();
    }

    @Test
    void batchesAreMeasuredByName() {
        var post = ann.writes("Batched");
        ann.put(post + "/like").is(200);
        anyone.get(post).is(200);
        var metrics = await(it -> true);
        for (var batch : List.of("posts", "new_posts", "posts_of_members", "likes", "sessions")) {
            assertThat(metrics.value("database_batch_size_count", "batch", batch))
                    .as(batch)
                    .isPositive();
        }
    }

    @Test
    void whatAClientMakesUpIsNoLabel() {
        anyone.get("/api/posts").is(200);
        for (int i = 0; i < 50; i++) {
            anyone.get("/made-up/" + i).is(404);
            anyone.get("/api/posts/none-" + i).is(404);
            ask("MADE" + i + " /api/posts HTTP/1.1\nHost: localhost\n\n");
            ask("GET /api/posts?q=" + i + " HTTP/1.1\nHost: host-" + i + "\n\n");
        }
        var metrics = await(it -> count(it, "-", "GET", "404") == 50 && count(it, "/api/posts", "-", "501") == 50
                || count(it, "-", "-", "501") == 50);
        assertThat(metrics.values(COUNT, "method")).containsOnly("-", "GET", "POST");
        assertThat(metrics.values(COUNT, "route"))
                .allMatch(route -> route.equals("-") || route.startsWith("/"))
                .noneMatch(route -> route.matches(".*(made|none|\\d).*"));
        assertThat(count(metrics, "/api/posts/{id}", "GET", "404")).isEqualTo(50);
    }

    @Test
    void refusalsAreCountedByReason() {
        anyone.post("/api/users", "x".repeat(20_000)).is(413);
        ask("GET /api/posts HTTP/1.1\n\n");

        var metrics = await(it -> it.value(REFUSED, "reason", "malformed") > 0);
        assertThat(metrics.value(REFUSED, "reason", "malformed")).isEqualTo(1);
        assertThat(metrics.value(REFUSED, "reason", "body_too_large")).isEqualTo(1);
        assertThat(metrics.values(REFUSED, "reason")).contains("places", "hashing", "connections");
    }

    @Test
    void whatIsHeldWhileARequestRunsIsSeen() throws Exception {
        var post = ann.writes("Held");
        assertThat(scrape().value("http_places_taken")).isZero();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor();
                var lock = blog.sql().connect()) {
            lock.setAutoCommit(false);
            lock.createStatement().execute("select from posts for update");
            var edit = threads.submit(() -> ann.patch(post, Map.of("title", "Done")));
            blog.sql().awaitLockWait();

            var metrics = scrape();
            assertThat(metrics.value("http_places_taken")).isEqualTo(1);
            assertThat(metrics.value("http_places")).isGreaterThanOrEqualTo(16);
            assertThat(metrics.value("database_connections", "state", "active")).isEqualTo(1);
            assertThat(metrics.value("database_connections_max")).isEqualTo(8);
            lock.rollback();
            edit.get().is(200);
        }
    }

    @Test
    void theMachineAndTheDatabaseAreSeenToo() {
        var metrics = scrape();
        assertThat(metrics.value("postgresql_up")).isEqualTo(1);
        assertThat(metrics.value("jvm_memory_used_bytes", "area", "heap")).isPositive();
        assertThat(metrics.value("jvm_threads_current")).isPositive();
        assertThat(List.of(
                        "jvm_gc_collection_seconds_count",
                        "process_cpu_seconds_total",
                        "http_places_waiting",
                        "http_reads_shared_total",
                        "database_connections_awaited"))
                .allMatch(metrics::has);
        scrape();
    }

    @Test
    void aDatabaseThatIsGoneIsSeen() {
        assertThat(scrape().value("postgresql_up")).isEqualTo(1);
        TestDatabase.drop(blog.database());
        var end = System.nanoTime() + 60_000_000_000L;
        while (scrape().value("postgresql_up") == 1 && System.nanoTime() < end) Thread.onSpinWait();
        assertThat(scrape().value("postgresql_up")).isZero();
    }

    private MetricsText await(Predicate<MetricsText> condition) {
        // A request is measured once its answer has been written.
        for (int tries = 0; tries < 1000; tries++) {
            var metrics = scrape();
            if (condition.test(metrics)) return metrics;
        }
        return scrape();
    }

    private static double count(MetricsText metrics, String route, String method, String status) {
        return metrics.value(COUNT, "route", route, "method", method, "status", status);
    }

    private MetricsText scrape() {
        var answer = ask("GET /metrics HTTP/1.1\nHost: localhost\n\n");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).startsWith("text/plain; version=0.0.4");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        return MetricsText.of(answer.body());
    }

    private RawConnection.Answer ask(String request) {
        try (var wire = RawConnection.to(anyone.base())) {
            return wire.send(request).read();
        }
    }
}
