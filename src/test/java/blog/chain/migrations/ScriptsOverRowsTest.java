package blog.chain.migrations;

import static org.assertj.core.api.Assertions.assertThat;

import blog.platform.config.Settings;
import blog.support.Sql;
import blog.support.TestDatabase;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The effect of the scripts on existing rows. */
final class ScriptsOverRowsTest {
    private static final String ZERO_WIDTH_SPACE = "\u200b";

    private final Settings.Login login = TestDatabase.bare();
    private final Sql sql = new Sql(login);

    @AfterEach
    void drop() {
        TestDatabase.drop(login);
    }

    @Test
    void numbersOfLikesStartAndEndWithNobodyWhoLikes() {
        runBefore("let_users_like_posts");
        fill();
        sql.run("update posts set likes = id * 7");
        run("V20260322090000__let_users_like_posts.sql");
        assertThat(likes()).containsExactly("0", "0");
        sql.run("insert into likes (user_id, post_id) values (1, 2)");
        assertThat(likes()).containsExactly("0", "1");
        run("U20260322090000__let_users_like_posts.sql");
        assertThat(likes()).containsExactly("0", "0");
    }

    @Test
    void aPostDeletedWhileWordsAreFilledInIsPassedOver() throws Exception {
        runBefore("keep_the_words_of_posts");
        fill();
        run("V20260412090000__keep_the_words_of_posts.sql");
        try (var deleting = sql.connect();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            deleting.setAutoCommit(false);
            try (var delete = deleting.prepareStatement("delete from posts where id = 1")) {
                delete.execute();
            }
            var filling = threads.submit(() -> run("V20260412091000__fill_the_words_of_posts.sql"));
            sql.awaitLockWait();
            deleting.commit();
            filling.get();
        }
        assertThat(sql.column("select post_id from post_words")).containsExactly("2");
    }

    @Test
    void namesThatNobodyCanTellApartGetAnotherOneBeforeTheyAreRefused() {
        runBefore("clean_names_as_they_are_written");
        fill();
        user("ann" + ZERO_WIDTH_SPACE, "ann" + ZERO_WIDTH_SPACE + "@example.org");
        user("a" + ZERO_WIDTH_SPACE + "nn", "two@example.org");
        user(ZERO_WIDTH_SPACE, ZERO_WIDTH_SPACE + "@example.org");
        user("e\u0301mile", "emile@example.org");
        post("Hel" + ZERO_WIDTH_SPACE + "lo");
        post(ZERO_WIDTH_SPACE);
        post("👩\u200d👩\u200d👧" + ZERO_WIDTH_SPACE);
        post("\u0958".repeat(100));

        run("V20261124090000__clean_names_as_they_are_written.sql");
        post("New" + ZERO_WIDTH_SPACE);
        sql.run("insert into likes (user_id, post_id) select 1, id from posts");
        run("V20261124091000__clean_the_names_that_are_there.sql");
        run("V20261124092000__refuse_names_with_invisible_characters.sql");
        run("V20261124093000__check_the_names_that_are_there.sql");

        assertThat(sql.column("select username from users order by id"))
                .containsExactly("ann", "ann-1", "ann-2", "user", "émile");
        assertThat(sql.column("select email from users order by id"))
                .containsExactly(
                        "ann@example.org",
                        "user-2-2@invalid",
                        "two@example.org",
                        "user-4-1@invalid",
                        "emile@example.org");
        assertThat(sql.column("select title from posts order by id"))
                .containsExactly(
                        "p1", "p2", "Hello", "Untitled", "👩\u200d👩\u200d👧", "\u0915\u093c".repeat(50), "New");
        assertThat(sql.column("select post_id from post_words where words @@ 'hello'"))
                .containsExactly("3");
        assertThat(likes()).containsOnly("1");
        assertThat(sql.state("update posts set title = ?", "e\u0301")).isEqualTo("23514");
    }

    private void user(String name, String email) {
        sql.run("insert into users (username, email, password_hash) values (?, ?, 'x')", name, email);
    }

    private void post(String title) {
        sql.run("insert into posts (title, content, user_id) values (?, 'c', 1)", title);
    }

    private void fill() {
        sql.run("insert into users (username, email, password_hash) values ('ann', 'ann@example.org', 'x')");
        sql.run("insert into posts (title, content, user_id) select 'p' || n, 'c', 1 from generate_series(1, 2) n");
    }

    private List<String> likes() {
        return sql.column("select likes from posts order by id");
    }

    private void runBefore(String description) {
        Migrator.packaged().stream()
                .map(MigrationScript::file)
                .takeWhile(file -> !file.contains(description))
                .forEach(this::run);
    }

    private void run(String file) {
        try {
            var scripts = MigrationScripts.packaged();
            var script = scripts.require(file.substring(1, file.indexOf('_')));
            if (file.startsWith("V")) ScriptRun.forward(login, scripts, script);
            else ScriptRun.back(login, scripts, script);
        } catch (SQLException fault) {
            throw new AssertionError(file, fault);
        }
    }
}
