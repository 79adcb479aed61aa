package blog.likes;

import static org.assertj.core.api.Assertions.assertThat;

import blog.support.Sql;
import blog.support.TestDatabase;
import java.util.List;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Statements over many likes lock posts in the order of their ids, so that two of them cannot deadlock. */
class LikesLockOrderTest {
    private static final Sql SQL = new Sql(TestDatabase.fresh());

    @BeforeEach
    void fill() {
        SQL.run("truncate users restart identity cascade");
        SQL.run("insert into users (username, email, password_hash)"
                + " select 'u' || n, 'u@' || n, 'x' from generate_series(1, 2) n");
        // The last post first, and plans that read posts as they lie: then only an order that is asked for is kept.
        SQL.run("insert into posts (id, title, content, user_id) overriding system value"
                + " select 21 - n, 'p', 'c', 1 from generate_series(1, 20) n");
        for (var plan : List.of("enable_nestloop", "enable_mergejoin", "enable_indexscan", "enable_bitmapscan")) {
            SQL.run("do $$ begin execute format('alter database %I set " + plan
                    + " = off', current_database()); end $$");
        }
        SQL.run("insert into likes (user_id, post_id) select 1, p from generate_series(1, 10) p");
    }

    /** While the fifth post is held by another, those before it are locked, and none after it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "insert into likes (user_id, post_id) select 2, p from generate_series(1, 10) p order by md5(p::text)",
                "delete from likes where user_id = 1",
                "update likes set post_id = 21 - post_id where user_id = 1",
            })
    void postsAreLockedInTheOrderOfTheirIds(String statement) throws Exception {
        try (var holder = SQL.connect();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            holder.setAutoCommit(false);
            try (var lock = holder.prepareStatement("select from posts where id = 5 for no key update")) {
                lock.execute();
            }
            var waiting = threads.submit(() -> SQL.state(statement));
            SQL.awaitLockWait();
            assertThat(SQL.column("select id from posts where id <= 10 order by id for no key update skip locked"))
                    .containsExactly("6", "7", "8", "9", "10");
            holder.commit();
            assertThat(waiting.get()).isEqualTo("00000");
        }
    }
}
