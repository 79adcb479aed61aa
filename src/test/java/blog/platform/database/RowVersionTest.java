package blog.platform.database;

import static org.assertj.core.api.Assertions.assertThat;

import blog.support.Sql;
import blog.support.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The version of a row, on which If-Match relies: raised by a change of any column that is not named as not counting. */
class RowVersionTest {
    private static final Sql SQL = new Sql(TestDatabase.fresh());

    @BeforeEach
    void fill() {
        SQL.run("truncate users restart identity cascade");
        SQL.run("insert into users (username, email, password_hash)"
                + " select 'u' || n, 'u@' || n, 'x' from generate_series(1, 3) n");
        SQL.run("insert into posts (title, content, user_id) values ('Hello', 'World', 1)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "users | username = 'other'",
                "users | email = 'other@example.org'",
                "users | bio = 'Writes.'",
                "users | image_file = 'a.png'",
                "users | created_at = '2026-01-01 00:00Z'",
                "users | bio = 'Writes.', password_hash = 'y'",
                "posts | title = 'Other'",
                "posts | content = 'Other'",
                "posts | user_id = 2",
                "posts | date_posted = '2026-01-01 00:00Z'",
            })
    void aChangeRaisesIt(String table, String change) {
        update(table, change);
        assertThat(version(table)).isEqualTo(2);
        update(table, change);
        assertThat(version(table)).as("the same again").isEqualTo(2);
    }

    /** Whatever its type: json has no equality of its own. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "integer not null default 1 | 2",
                "varchar(20) | 'a'",
                "boolean | true",
                "timestamptz | '2026-01-01 00:00Z'",
                "integer[] | '{1}'",
                "json | '[1]'",
            })
    void aChangeOfAColumnAddedLaterRaisesItThoughNoTriggerWasMadeAnew(String type, String value) {
        for (var table : List.of("users", "posts")) {
            SQL.run("alter table " + table + " add column added " + type);
            try {
                update(table, "added = " + value);
                assertThat(version(table)).as(table).isEqualTo(2);
                update(table, "added = " + value);
                assertThat(version(table)).as(table + ", the same again").isEqualTo(2);
            } finally {
                SQL.run("alter table " + table + " drop column added");
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "users | username = username, email = email, bio = bio, image_file = image_file, version = version",
                "users | password_hash = 'y'",
                "posts | title = title, content = content, user_id = user_id, likes = likes, version = version",
            })
    void whatChangesNothingOrDoesNotCountLeavesIt(String table, String change) {
        update(table, change);
        assertThat(version(table)).isEqualTo(1);
    }

    @Test
    void aLikeLeavesIt() {
        SQL.run("insert into likes (user_id, post_id) values (2, 1), (3, 1)");
        SQL.run("delete from likes where user_id = 2");
        assertThat(SQL.number("select likes from posts")).isEqualTo(1);
        assertThat(version("posts")).isEqualTo(1);
    }

    /** As a trigger of a later migration might do, one level below which the number of likes is not refused. */
    @Test
    void aChangeBesideALikeRaisesIt() {
        SQL.run("alter table posts disable trigger posts_refuse_likes_on_update");
        update("posts", "likes = 5, title = 'Other'");
        SQL.run("alter table posts enable trigger posts_refuse_likes_on_update");
        assertThat(version("posts")).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"users", "posts"})
    void itCannotBeSet(String table) {
        update(table, "version = 99");
        assertThat(version(table)).isEqualTo(2);
    }

    private static void update(String table, String change) {
        SQL.run("update " + table + " set " + change + " where id = 1");
    }

    private static long version(String table) {
        return SQL.number("select version from " + table + " where id = 1");
    }
}
