package blog.likes;

import static org.assertj.core.api.Assertions.assertThat;

import blog.support.Sql;
import blog.support.TestDatabase;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** posts.likes is the number of like rows, whatever is done to them by hand. */
class LikesCountTest {
    private static final String CHECK_VIOLATION = "23514";
    private static final Sql SQL = new Sql(TestDatabase.fresh());

    @BeforeEach
    void fill() {
        SQL.run("truncate users restart identity cascade");
        SQL.run(
                "insert into users (username, email, password_hash) select 'u' || n, 'u@' || n, 'x' from generate_series(1, 6) n");
        SQL.run(
                "insert into posts (title, content, user_id) select 'p' || n, 'c', 1 + n % 6 from generate_series(1, 12) n");
        SQL.run(
                "insert into likes (user_id, post_id) select u, p from generate_series(1, 5) u, generate_series(1, 10) p");
    }

    @AfterEach
    void countsAreExact() {
        assertThat(SQL.column("""
                select id || ': ' || likes || ' <> ' || (select count(*) from likes where post_id = posts.id)
                from posts where likes <> (select count(*) from likes where post_id = posts.id)""")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "insert into likes (user_id, post_id) select 6, id from posts",
                "insert into likes (user_id, post_id) select u, p from generate_series(1, 6) u, generate_series(1, 12) p on conflict do nothing",
                "insert into likes (user_id, post_id) values (1, 1), (6, 1) on conflict (user_id, post_id) do update set created_at = now()",
                "delete from likes where (user_id + post_id) % 2 = 0",
                "delete from likes",
                "update likes set post_id = 12 where post_id = 1",
                "update likes set post_id = post_id + 2 where user_id = 1 and post_id > 8",
                "update likes set user_id = 6 where user_id = 1",
                "update likes set created_at = now()",
                "with gone as (delete from likes where post_id = 1 returning user_id) insert into likes (user_id, post_id) select user_id, 11 from gone",
                "merge into likes using users on likes.user_id = users.id and post_id = 1 when matched then delete when not matched then insert (user_id, post_id) values (id, 1)",
                "truncate likes",
                "truncate posts cascade",
                "delete from posts where id in (1, 2, 11)",
                "delete from users where id in (1, 6)",
                "delete from users",
                "update posts set likes = likes, title = 'same'",
            })
    void statementsByHandAreCounted(String statement) {
        SQL.run(statement);
        countsAreExact();
    }

    @Test
    void theCountItselfCannotBeSet() {
        assertThat(SQL.state("update posts set likes = 99 where id = 1")).isEqualTo(CHECK_VIOLATION);
        assertThat(SQL.state("update posts set likes = likes + 1")).isEqualTo(CHECK_VIOLATION);
        assertThat(SQL.state("insert into posts (title, content, user_id, likes) values ('t', 'c', 1, 5)"))
                .isEqualTo(CHECK_VIOLATION);
        assertThat(SQL.state("insert into posts (title, content, user_id, likes) values ('t', 'c', 1, 0)"))
                .isEqualTo("00000");
    }

    @Test
    void oneLikeWaitsForAStatementOverManyAndIsCounted() throws Exception {
        try (var many = SQL.connect();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            many.setAutoCommit(false);
            try (var like = many.prepareStatement("insert into likes (user_id, post_id) select 6, id from posts")) {
                like.execute();
            }
            var one = threads.submit(() -> SQL.state("delete from likes where user_id = 1 and post_id = 5"));
            SQL.awaitLockWait();
            many.commit();
            assertThat(one.get()).isEqualTo("00000");
        }
        assertThat(SQL.number("select likes from posts where id = 5")).isEqualTo(5);
    }

    @Test
    void membersWhoLikeTheSamePostsInOppositeOrderDoNotDeadlock() throws Exception {
        SQL.run("delete from likes");
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var up = threads.submit(() -> likeAndUnlike(1, "order by id"));
            var down = threads.submit(() -> likeAndUnlike(2, "order by id desc"));
            var shuffled = threads.submit(() -> likeAndUnlike(3, "order by md5(id::text)"));
            for (var one : List.of(up, down, shuffled)) assertThat(one.get()).isEqualTo(100);
        }
    }

    private static int likeAndUnlike(int user, String order) throws SQLException {
        try (var connection = SQL.connect();
                var like = connection.prepareStatement(
                        "insert into likes (user_id, post_id) select " + user + ", id from posts " + order);
                var unlike = connection.prepareStatement("delete from likes where user_id = " + user)) {
            for (int i = 0; i < 100; i++) {
                like.execute();
                unlike.execute();
            }
            return 100;
        }
    }
}
