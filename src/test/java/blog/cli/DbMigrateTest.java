package blog.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import blog.support.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Going forward: all the way, to a version, only on paper, and into trouble. */
final class DbMigrateTest extends DbTalking {
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
    void toAVersionThatIsNotThereOrPast() {
        talk.books();
        talk.db("migrate", "--to", "20250101000000")
                .is(2)
                .says(
                        "There is no migration with the version 20250101000000",
                        "they go from 20260101000000 to 20260102000000");
        talk.db("migrate").is(0);
        talk.db("migrate", "--to", "20260101000000").is(2).says("./blog db undo --to 20260101000000");
        talk.db("sql", "--to", "7").is(2).says("There is no migration with the version 7");
    }

    @Test
    void aFaultInTheThirdStatementNamesFileLineAndSql() {
        talk.books().migration("20260103000000__go_wrong", """
                set local lock_timeout = '2s';
                alter table books add column pages int;

                -- Why this is here.
                alter table books
                    add column author txt;
                """, "");
        talk.db("migrate")
                .is(2)
                .says(
                        "Migration V20260103000000__go_wrong.sql failed",
                        "Line 6: ERROR: type \"txt\" does not exist",
                        "    alter table books\n        add column author txt",
                        "Nothing of it was kept")
                .saysNot("Position", "Error Code", "org.");
        talk.db("status").is(1).says("Version        20260102000000").saysNot("Failed");
        assertThat(
                        talk.sql()
                                .column(
                                        "select attname from pg_attribute where attrelid = 'books'::regclass and attname = 'pages'"))
                .isEmpty();
    }

    @Test
    void aTextWithoutAnEndIsNamed() {
        talk.books().migration("20260103000000__never_end", "select 1;\n\nselect 'without an end;\n", "");
        talk.db("migrate")
                .is(2)
                .says("V20260103000000__never_end.sql", "Line 3: ERROR: unterminated quoted string")
                .saysNot("org.");
    }

    @Test
    void aConcurrentBuildStandsAloneInItsFile() {
        talk.books()
                .migration(
                        "20260103000000__index_titles",
                        "set local lock_timeout = '2s';\n\ncreate index concurrently books_title_idx on books (title);\n",
                        "");
        talk.db("migrate").is(2).says("V20260103000000__index_titles.sql", "line 3", "a file of its own");
        talk.db("status").is(1).saysNot("Failed");
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
    void aConcurrentBuildThatFailsSaysWhatToDropAndRepairsLead() {
        talk.books().db("migrate").is(0);
        talk.sql().run("insert into books values (1), (2)");
        talk.migration(
                "20260103000000__make_titles_unique",
                "create unique index concurrently books_title_key on books (title);",
                "drop index concurrently books_title_key;");
        talk.db("migrate")
                .is(2)
                .says(
                        "Migration V20260103000000__make_titles_unique.sql failed",
                        "Line 1: ERROR: could not create unique index",
                        "drop index concurrently books_title_key;",
                        "./blog db repair");
        talk.db("status")
                .is(1)
                .says("Failed         V20260103000000__make_titles_unique.sql", "Invalid index  books_title_key");
        talk.db("migrate").is(2).says("stopped halfway");
        talk.db("undo").is(2).says("stopped halfway", "./blog db repair");
        talk.sql().run("drop index concurrently books_title_key");
        talk.sql().run("delete from books where id = 2");
        talk.db("repair", "--yes")
                .is(0)
                .says("remove the row of V20260103000000__make_titles_unique.sql", "stopped halfway", "Done.");
        talk.db("migrate").is(0);
        talk.db("status").is(0);
    }

    @Test
    void whatAFileWithoutATransactionHadCommittedIsNotDenied() {
        talk.books().db("migrate").is(0);
        talk.migration("20260103000000__fill_in", """
                        insert into books values (1);
                        do $$ begin
                          insert into books values (2);
                          commit;
                          insert into books values (1);
                        end $$;
                        """, "select 1;")
                .file("V20260103000000__fill_in.sql.conf", "executeInTransaction=false\n");
        talk.db("migrate")
                .is(2)
                .says(
                        "It runs outside a transaction, so what its first 1 of 2 statements did"
                                + " and whatever the one that failed had committed by itself was kept.",
                        "./blog db repair")
                .saysNot("Nothing of it was kept");
        assertThat(talk.sql().column("select id from books order by id")).containsExactly("1", "2");
    }

    @Test
    void anIndexThatWasLeftInvalidFailsTheCommand() {
        talk.books().db("migrate").is(0);
        talk.sql().run("insert into books values (1), (2)");
        assertThat(talk.sql().state("create unique index concurrently books_title_key on books (title)"))
                .isEqualTo("23505");
        talk.migration(
                "20260103000000__make_titles_unique",
                "create unique index concurrently if not exists books_title_key on books (title);",
                "drop index concurrently books_title_key;");
        talk.db("migrate").is(1).says("an index is invalid", "    reindex index concurrently books_title_key;");
        talk.sql().run("delete from books where id = 2");
        talk.sql().run("reindex index concurrently books_title_key");
        talk.db("migrate").is(0);
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
                var waiting = "  Another run is at work on this database; waiting for it to end.\n";
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
    void aForeignDatabaseIsLeftAlone() {
        talk.books().sql().run("create table orders (id int)");
        talk.db("migrate").is(2).says("has tables but no history of migrations", "./blog db baseline VERSION");
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
}
