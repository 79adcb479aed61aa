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
