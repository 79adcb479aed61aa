package blog.posts;

import static org.assertj.core.api.Assertions.assertThat;

import blog.support.TestBlog;
import java.util.ArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Searches that take long keep neither each other's caller waiting for long nor anybody else. */
class ExpensiveListsTest {
    private static final int SEARCHES = 12;

    /** Of the eight connections that the tests' service has. */
    private static final int QUARTER = 2;

    private static final String WAITING =
            "select count(*) from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()";

    @Test
    void searchesHoldAQuarterOfTheConnectionsAtMost() throws Exception {
        try (var blog = TestBlog.start();
                var threads = Executors.newVirtualThreadPerTaskExecutor();
                var lock = blog.sql().connect()) {
            var anyone = blog.client();
            var post = anyone.member().writes("Findable");
            lock.setAutoCommit(false);
            lock.createStatement().execute("lock table post_words in access exclusive mode");
            var searches = new ArrayList<Future<Integer>>();
            for (int i = 0; i < SEARCHES; i++) {
                // Each another one, since those who ask for the same share a query.
                var search = "/api/posts?q=findable&limit=" + (i + 1);
                searches.add(threads.submit(() -> anyone.get(search).status()));
            }
            while (blog.sql().number(WAITING) < QUARTER) Thread.onSpinWait();
            anyone.get(post).is(200);
            anyone.get("/api/posts").is(200);
            anyone.get("/api/posts?q=findable")
                    .is(503)
                    .has("detail", "Too many searches and filtered lists at once; try again in a moment.");
            anyone.get("/api/posts?author=" + anyone.member().id()).is(200);
            lock.rollback();
            var statuses = new ArrayList<Integer>();
            for (var search : searches) statuses.add(search.get());
            assertThat(statuses).containsOnly(200, 503);
            assertThat(statuses.stream().filter(status -> status == 200)).hasSize(QUARTER);
        }
    }
}
