package blog.posts;

import static org.assertj.core.api.Assertions.assertThat;

import blog.support.Sql;
import blog.support.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The words by which a post is found: those of its title and content as they are now. */
class PostWordsTest {
    private static final Sql SQL = new Sql(TestDatabase.fresh());

    @BeforeEach
    void fill() {
        SQL.run("truncate users restart identity cascade");
        SQL.run("insert into users (username, email, password_hash) values ('ann', 'ann@example.org', 'x')");
        SQL.run("insert into posts (title, content, user_id) values ('Foxes', 'jumping', 1)");
    }

    @ParameterizedTest
    @CsvSource({
        "title = 'Dogs', dog, fox",
        "content = 'sleeping', sleep, jump",
        "'title = ''Dogs'', content = content', dog, fox",
        "'content = ''sleeping'', title = title', sleep, jump",
    })
    void theyFollowAnEdit(String change, String now, String before) {
        assertThat(found(before)).containsExactly("1");
        assertThat(found(now)).isEmpty();
        SQL.run("update posts set " + change);
        assertThat(found(now)).containsExactly("1");
        assertThat(found(before)).isEmpty();
    }

    /** In English: a post is found by another form of its word, and by none of the words that most texts have. */
    @Test
    void theyAreStems() {
        assertThat(found("jumps")).containsExactly("1");
        SQL.run("update posts set content = 'the and of'");
        assertThat(found("the")).isEmpty();
        assertThat(SQL.column("select length(words) from post_words")).containsExactly("1");
    }

    /** A like writes the post anew, and so does an edit that changes nothing. */
    @Test
    void theyAreWrittenOnlyWhenTheyMayHaveChanged() {
        var written = written();
        SQL.run("insert into likes (user_id, post_id) values (1, 1)");
        SQL.run("update posts set title = title, content = content");
        assertThat(written()).isEqualTo(written);
        SQL.run("update posts set title = 'Dogs'");
        assertThat(written()).isNotEqualTo(written);
    }

    private static List<String> found(String words) {
        return SQL.column("select post_id from posts_with_words(?)", words);
    }

    /** The transaction that wrote the row of words. */
    private static String written() {
        return SQL.column("select xmin from post_words").getFirst();
    }
}
