package blog.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import blog.support.Sql;
import blog.support.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * The rules that the database enforces on every writer, and the name under which it refuses: the last line behind
 * every check.
 */
class EnforcedRulesTest {
    private static final String NOT_NULL_VIOLATION = "23502";
    private static final String HASH = "decode(repeat('ab', 32), 'hex')";
    private static final String OTHER_HASH = "decode(repeat('cd', 32), 'hex')";
    private static final String LATER = "now() + interval '24 hours'";
    private static final List<String> ROWS = List.of(
            "insert into users (username, email, password_hash) values ('ann', 'ann@example.org', 'x')",
            "insert into posts (title, content, user_id) select 'Hello', 'World', id from users",
            "insert into likes (user_id, post_id) select user_id, id from posts",
            "insert into sessions (user_id, token_hash, expires_at) select id, " + HASH + ", " + LATER + " from users",
            "insert into password_reset_tokens (user_id, token_hash, expires_at) select id, " + HASH + ", " + LATER
                    + " from users");

    private static Connection connection;

    @BeforeAll
    static void connect() throws SQLException {
        connection = new Sql(TestDatabase.fresh()).connect();
        connection.setAutoCommit(false);
    }

    /** With no more than must be given: the rest has a default, or may be missing. */
    @BeforeEach
    void fill() throws SQLException {
        for (var row : ROWS) run(row);
    }

    @AfterEach
    void takeBack() throws SQLException {
        connection.rollback();
    }

    @AfterAll
    static void disconnect() throws SQLException {
        connection.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "users.username",
                "users.email",
                "users.password_hash",
                "users.created_at",
                "users.version",
                "posts.title",
                "posts.content",
                "posts.user_id",
                "posts.date_posted",
                "posts.likes",
                "posts.version",
                "likes.created_at",
                "sessions.user_id",
                "sessions.token_hash",
                "sessions.created_at",
                "sessions.last_used_at",
                "sessions.expires_at",
                "password_reset_tokens.user_id",
                "password_reset_tokens.token_hash",
                "password_reset_tokens.expires_at",
                "password_reset_tokens.created_at",
                "post_words.words",
            })
    void mustNotBeMissing(String path) throws SQLException {
        var parts = path.split("\\.");
        // They would put a value there, or refuse first.
        run("alter table " + parts[0] + " disable trigger user");
        var refused = refusalOf("update " + parts[0] + " set " + parts[1] + " = null");
        assertThat(refused.getSQLState()).isEqualTo(NOT_NULL_VIOLATION);
        assertThat(refused.getColumn()).isEqualTo(parts[1]);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ':',
            value = {
                "users_username_check: update users set username = 'a b'",
                "users_username_visible_check: update users set username = 'a' || chr(8203)",
                "users_email_check: update users set email = 'nowhere'",
                "users_email_visible_check: update users set email = chr(8238) || 'a@b'",
                "users_password_hash_check: update users set password_hash = ''",
                "users_bio_check: update users set bio = ' '",
                "posts_title_check: update posts set title = ' '",
                "posts_title_visible_check: update posts set title = 'e' || chr(769)",
                "posts_content_check: update posts set content = ' '",
                "posts_likes_check: alter table posts disable trigger user; update posts set likes = -1",
                "sessions_token_hash_check: update sessions set token_hash = 'short'",
                "sessions_expires_at_check: update sessions set expires_at = created_at",
                "password_reset_tokens_token_hash_check: update password_reset_tokens set token_hash = 'short'",
                "password_reset_tokens_expires_at_check: update password_reset_tokens set expires_at = created_at",
            })
    void mustHold(String rule, String statement) throws SQLException {
        assertThat(refusalOf(statement).getConstraint()).isEqualTo(rule);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ':',
            quoteCharacter = '"',
            value = {
                "users_pkey: insert into users (id, username, email, password_hash) overriding system value select id, 'bob', 'bob@x', 'x' from users",
                "users_username_key: insert into users (username, email, password_hash) values ('ANN', 'bob@x', 'x')",
                "users_email_key: insert into users (username, email, password_hash) values ('bob', 'ANN@example.org', 'x')",
                "posts_pkey: insert into posts (id, title, content, user_id) overriding system value select id, 't', 'c', user_id from posts",
                "likes_pkey: insert into likes (user_id, post_id) select user_id, post_id from likes",
                "post_words_pkey: insert into post_words (post_id, words) select post_id, words from post_words",
                "sessions_pkey: insert into sessions (id, user_id, token_hash, expires_at) overriding system value select id, user_id, "
                        + OTHER_HASH + ", expires_at from sessions",
                "sessions_token_hash_key: insert into sessions (user_id, token_hash, expires_at) select user_id, token_hash, expires_at from sessions",
                "password_reset_tokens_pkey: insert into password_reset_tokens (id, user_id, token_hash, expires_at) overriding system value select id, user_id, "
                        + OTHER_HASH + ", expires_at from password_reset_tokens",
                "password_reset_tokens_token_hash_key: insert into password_reset_tokens (user_id, token_hash, expires_at) select user_id, token_hash, expires_at from password_reset_tokens",
            })
    void isThereOnce(String rule, String statement) throws SQLException {
        assertThat(refusalOf(statement).getConstraint()).isEqualTo(rule);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ':',
            value = {
                "posts_user_id_fkey: update posts set user_id = 0",
                "likes_user_id_fkey: update likes set user_id = 0",
                "likes_post_id_fkey: insert into likes (user_id, post_id) select id, 0 from users",
                "post_words_post_id_fkey: update post_words set post_id = 0",
                "sessions_user_id_fkey: update sessions set user_id = 0",
                "password_reset_tokens_user_id_fkey: update password_reset_tokens set user_id = 0",
            })
    void pointsAtARow(String rule, String statement) throws SQLException {
        assertThat(refusalOf(statement).getConstraint()).isEqualTo(rule);
    }

    @Test
    void allThatIsTheirsGoesWithAUser() throws SQLException {
        run("delete from users");
        for (var table : List.of("posts", "likes", "post_words", "sessions", "password_reset_tokens")) {
            assertThat(count(table)).as(table).isZero();
        }
    }

    /** An integer ends at 2,147,483,647, which a busy service reaches. */
    @Test
    void numbersOfRowsGoBeyondAnInteger() throws SQLException {
        run("insert into users (id, username, email, password_hash) overriding system value"
                + " values (3000000000, 'bob', 'bob@example.org', 'x')");
        run("insert into posts (id, title, content, user_id) overriding system value"
                + " values (3000000000, 'Late', 'post', 3000000000)");
        run("insert into likes (user_id, post_id) values (3000000000, 3000000000)");
        for (var table : List.of("sessions", "password_reset_tokens")) {
            run("insert into " + table + " (id, user_id, token_hash, expires_at) overriding system value"
                    + " values (3000000000, 3000000000, " + OTHER_HASH + ", " + LATER + ")");
        }
        assertThat(count("post_words where post_id = 3000000000")).isOne();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "users where created_at = now()",
                "posts where date_posted = now()",
                "likes where created_at = now()",
                "sessions where created_at = now() and last_used_at = now() and expires_at = " + LATER,
                "password_reset_tokens where created_at = now() and expires_at = " + LATER,
            })
    void anInstantIsTheSameInEveryTimeZone(String rowsOfNow) throws SQLException {
        run("set local time zone 'Asia/Tokyo'");
        assertThat(count(rowsOfNow)).isOne();
    }

    private static ServerErrorMessage refusalOf(String statement) throws SQLException {
        try {
            run(statement);
        } catch (PSQLException fault) {
            if (fault.getServerErrorMessage() != null) return fault.getServerErrorMessage();
            throw fault;
        }
        return fail(statement + " was accepted");
    }

    private static void run(String statement) throws SQLException {
        try (var sql = connection.createStatement()) {
            sql.execute(statement);
        }
    }

    private static int count(String rows) throws SQLException {
        try (var sql = connection.createStatement();
                var answer = sql.executeQuery("select count(*) from " + rows)) {
            answer.next();
            return answer.getInt(1);
        }
    }
}
