package blog.cli.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import blog.support.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Going forward: all the way, to a version, and only on paper. */
final class MigrateCommandTest extends DbCommandTestBase {
    @Test
    void aDryRunListsFileByFileAndChangesNothing() {
        talk.books();
        talk.db("migrate", "--dry-run")
                .is(0)
                .says(
                        "V20260101000000__keep_books.sql\n  line   1  create table books (id int primary key)",
                        "Nothing was changed");
        talk.db("status").is(1).says("Version        none");
        talk.db("migrate").is(0);
        talk.db("migrate", "--dry-run").is(0).says("is up to date");
    }

    @Test
    void bracesAndDollarsAreTheScriptsOwn() {
        talk.migration(
                "20260101000000__keep_names",
                "create table names (name text default '${user} {d x}');",
                "drop table names;");
        talk.db("migrate").is(0);
        talk.sql().run("insert into names default values");
        assertThat(talk.sql().column("select name from names")).containsExactly("${user} {d x}");
    }

    @Test
    void anIndexBuiltConcurrentlyIsBuiltAndUndone() {
        talk.books()
                .migration(
                        "20260103000000__index_titles",
                        "create index concurrently books_title_idx on books (title);",
                        "drop index concurrently books_title_idx;");
        talk.db("migrate", "--dry-run").is(0).says("V20260103000000__index_titles.sql  (outside a transaction)");
        talk.db("migrate").is(0);
        talk.db("status").is(0);
        talk.db("undo").is(0).says("is back at 20260102000000");
        assertThat(talk.sql().column("select indexrelid::regclass from pg_index where indrelid = 'books'::regclass"))
                .containsExactly("books_pkey");
    }

    @Test
    void sqlIsWhatRunsAndRunsElsewhere() throws SQLException {
        talk.books()
                .migration(
                        "20260103000000__index_titles",
                        "create index concurrently books_title_idx on books (title)",
                        "drop index concurrently books_title_idx;");
        var text = talk.db("sql", "--to", "20260102000000")
                .is(0)
                .says(
                        "-- V20260101000000__keep_books.sql\nbegin;\ncreate table books (id int primary key);\n",
                        "insert into flyway_schema_history")
                .saysNot("index_titles")
                .text();
        try (var connection = talk.sql().connect();
                var statement = connection.createStatement()) {
            statement.execute(withoutPsqlsOwn(text));
        }
        assertThat(talk.sql()
                        .column("select 1 from pg_locks where locktype = 'advisory' and database = "
                                + "(select oid from pg_database where datname = current_database())"))
                .isEmpty();
        talk.db("status").is(1).says("Version        20260102000000", "Pending        20260103000000");
        talk.db("sql")
                .is(0)
                .says("(outside a transaction)\ncreate index concurrently books_title_idx on books (title)\n;\n")
                .saysNot("begin;", "keep_books");
        talk.db("migrate").is(0);
        talk.db("sql").is(0).says("-- Nothing is pending.");
        talk.db("undo", "3").is(0);
    }

    @Test
    void sqlStopsAtAnErrorAndBesideAnotherRun() throws SQLException {
        var text = talk.books().db("sql").is(0).text();
        assertThat(text.lines().filter(line -> !line.startsWith("--")).findFirst())
                .hasValue("\\set ON_ERROR_STOP on");
        var number = text.replaceAll("(?s).*pg_try_advisory_lock\\((\\d+)\\).*", "$1");
        try (var migrating = talk.sql().connect();
                var locking = migrating.createStatement();
                var connection = talk.sql().connect();
                var statement = connection.createStatement()) {
            locking.execute("select pg_advisory_lock(" + number + ")");
            assertThatThrownBy(() -> statement.execute(withoutPsqlsOwn(text)))
                    .hasMessageContaining("Another run is migrating this database");
        }
        talk.db("status").is(1).says("Version        none");
    }

    @Test
    @Timeout(60)
    void saysThatItWaitsForAnotherRun() throws SQLException {
        var number = talk.books().db("sql").is(0).text().replaceAll("(?s).*pg_try_advisory_lock\\((\\d+)\\).*", "$1");
        for (var words : new String[][] {{"migrate"}, {"migrate", "--json"}}) {
            try (var migrating = talk.sql().connect();
                    var locking = migrating.createStatement()) {
                locking.execute("select pg_advisory_lock(" + number + ")");
                var waiting = "  Another run is migrating this database; waiting for it to end.\n";
                var said = talk.hearing(line -> letGo(line, waiting, migrating))
                        .db(words)
                        .is(0);
                assertThat(said.text()).containsOnlyOnce(waiting);
                if (words.length > 1) assertThat(said.json().isObject()).isTrue();
            }
            talk.hearing(line -> {}).db("undo", "2").is(0);
        }
    }

    private static void letGo(String line, String waiting, Connection holder) {
        try {
            if (line.contains(waiting.strip())) holder.close();
        } catch (SQLException fault) {
            throw new AssertionError(fault);
        }
    }

    private static String withoutPsqlsOwn(String text) {
        return text.replaceAll("(?m)^\\\\.*$", "");
    }

    @Test
    void twoAtOnceWaitForEachOther() throws Exception {
        talk.books()
                .migration(
                        "20260103000000__index_titles",
                        "create index concurrently books_title_idx on books (title);",
                        "drop index concurrently books_title_idx;");
        try (var runs = Executors.newVirtualThreadPerTaskExecutor()) {
            var one = runs.submit(() -> talk.db("migrate"));
            var other = runs.submit(() -> talk.db("migrate"));
            one.get(1, TimeUnit.MINUTES).is(0);
            other.get(1, TimeUnit.MINUTES).is(0);
        }
        assertThat(talk.versions()).containsExactly("20260101000000", "20260102000000", "20260103000000");
    }

    @Test
    void ourOwnMigrationsGoThereAndBack() {
        var database = new Sql(talk.login());
        talk.blog("db", "migrate").is(0);
        talk.blog("db", "status").is(0).says("Clean.");
        talk.blog("db", "undo", "--to", "0").is(0).says("is empty again");
        assertThat(database.column(
                        "select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'"))
                .containsExactly("flyway_schema_history");
        talk.blog("migrate").is(0).says("is now at");
    }

    @Test
    void withoutMigrationsThereIsNothingToDo() {
        talk.db("migrate").is(0).says("is up to date: there is no migration.").saysNot("null");
        talk.db("migrate", "--dry-run")
                .is(0)
                .says("is up to date: there is no migration.")
                .saysNot("null");
        talk.books().db("migrate").is(0);
        talk.db("migrate").is(0).says("is up to date, at 20260102000000.");
    }
}
