package blog.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Going back, unless something would be lost. */
final class DbUndoTest {
    @TempDir
    Path folder;

    private DbTalk talk;

    @BeforeEach
    void open() {
        talk = new DbTalk(folder);
    }

    @AfterEach
    void drop() {
        talk.close();
    }

    @Test
    void undoesTheLastSeveralOrDownToAVersion() {
        talk.books().db("migrate").is(0);
        talk.db("undo").is(0).says("add title to books", " ms", "is back at 20260101000000");
        talk.db("migrate").is(0);
        talk.db("undo", "2").is(0).says("is empty again");
        talk.db("migrate").is(0);
        talk.db("undo", "--to", "20260101000000").is(0).says("is back at 20260101000000");
        talk.db("undo", "--to", "20260101000000").is(2).says("is at 20260101000000 already");
        talk.db("undo", "--to", "0").is(0);
        talk.db("undo").is(2).says("There is nothing to undo: no migration is applied");
        assertThat(talk.versions()).isEmpty();
    }

    @Test
    void refusesWhatIsUnknownOrOutOfOrder() {
        talk.books().db("migrate").is(0);
        talk.db("undo", "3").is(2).says("Only 2 migrations can be undone here, not 3");
        talk.db("undo", "0").is(2).says("a number from 1");
        talk.db("undo", "some").is(2).says("takes how many to undo, or a version");
        talk.db("undo", "1", "--to", "20260101000000").is(2).says("not both");
        talk.db("undo", "--to", "20250101000000")
                .is(2)
                .says("Migration 20250101000000 is not known.", "./blog db history");
        talk.db("undo", "20250101000000").is(2).says("is not known");
        talk.db("undo", "20260101000000")
                .is(2)
                .says("cannot be undone before those that came after it: 20260102000000", "./blog db undo 2");
        talk.db("undo", "20260102000000").is(0);
        talk.db("undo", "20260102000000").is(2).says("is not applied to this database");
    }

    @Test
    void needsTheUScriptAndTheFile() {
        talk.books().db("migrate").is(0);
        talk.remove("U20260102000000__add_title_to_books.sql");
        talk.db("undo").is(2).says("There is no U20260102000000__add_title_to_books.sql", "Write it");
        talk.remove("V20260102000000__add_title_to_books.sql");
        talk.db("undo").is(2).says("Migration 20260102000000 is applied to this database, but its file is not here");
        assertThat(talk.versions()).hasSize(2);
    }

    @Test
    void refusesToLoseRowsAndValues() {
        talk.books().db("migrate").is(0);
        talk.sql().run("insert into books values (1, default), (2, 'Dune'), (3, null), (4, 'Emma')");
        talk.db("undo")
                .is(1)
                .says(
                        "Undoing V20260102000000__add_title_to_books.sql would lose data:",
                        "  column books.title: 2 values",
                        "Nothing of it was changed",
                        "--accept-data-loss");
        talk.db("undo", "2").is(1).says("table books: 4 rows");
        talk.db("redo").is(1).says("  column books.title: 2 values", "--accept-data-loss");
        talk.db("undo", "--help").is(0).says("1 refused, since rows or values would be lost");
        talk.db("undo", "--accept-data-loss").is(0);
        talk.db("undo").is(1).says("  table books: 4 rows");
        assertThat(talk.sql().number("select count(*) from books")).isEqualTo(4);
        talk.db("undo", "--accept-data-loss").is(0).says("is empty again");
    }

    @Test
    void ofSeveralNoneIsUndoneWhenOneWouldLoseSomething() {
        talk.books()
                .migration(
                        "20260103000000__index_titles",
                        "create index books_title_idx on books (title);",
                        "drop index books_title_idx;");
        talk.db("migrate").is(0);
        talk.sql().run("insert into books values (1, 'Dune')");
        talk.db("undo", "2")
                .is(1)
                .says(
                        "V20260103000000__index_titles.sql, V20260102000000__add_title_to_books.sql would lose data",
                        "column books.title: 1 value");
        assertThat(talk.versions()).hasSize(3);
        talk.db("undo").is(0);
    }

    @Test
    void knowsADefaultOfEveryKindFromAValue() {
        talk.migration("20260101000000__keep_things", "create table things (id int primary key);", "drop table things;")
                .migration(
                        "20260102000000__describe_things",
                        """
                        alter table things add column n int not null default -1, add column b boolean not null default false,
                            add column j jsonb not null default '{}', add column q text not null default 'it''s',
                            add column made timestamptz, add column twice int generated always as (id * 2) stored;
                        """,
                        "alter table things drop column n, drop column b, drop column j, drop column q, drop column made, drop column twice;");
        talk.db("migrate").is(0);
        talk.sql().run("insert into things values (1), (2)");
        talk.db("undo").is(0);
        talk.db("migrate").is(0);
        talk.sql().run("update things set n = 0, b = true where id = 1");
        talk.db("undo")
                .is(1)
                .says("column things.n: 1 value\n", "column things.b: 1 value\n")
                .saysNot("things.j", "things.q", "made", "twice");
    }

    @Test
    void aRenameLosesNothingAndADeleteDoes() {
        talk.books()
                .migration(
                        "20260103000000__call_books_volumes",
                        "alter table books rename to volumes; alter table volumes rename title to name;",
                        "alter table volumes rename name to title; alter table volumes rename to books;")
                .migration(
                        "20260104000000__add_a_volume",
                        "insert into volumes values (1, 'Dune'), (2, 'Emma');",
                        "delete from volumes where id < 3;");
        talk.db("migrate").is(0);
        talk.db("undo").is(1).says("deleted from table volumes: 2 rows");
        talk.db("undo", "--accept-data-loss").is(0);
        talk.sql().run("insert into volumes values (5, 'Ulysses')");
        talk.db("undo").is(0).says("is back at 20260102000000");
    }

    @Test
    void aUScriptThatFailsLeavesEverything() {
        talk.books()
                .file(
                        "U20260102000000__add_title_to_books.sql",
                        "alter table books drop column title;\n\nalter table books drop colum id;\n");
        talk.db("migrate").is(0);
        for (var option : new String[][] {{"undo"}, {"undo", "--accept-data-loss"}}) {
            talk.db(option)
                    .is(2)
                    .says(
                            "U20260102000000__add_title_to_books.sql failed, so nothing of it was kept",
                            "Line 3: ERROR",
                            "drop colum id");
        }
        assertThat(talk.versions()).hasSize(2);
        assertThat(
                        talk.sql()
                                .column(
                                        "select attname from pg_attribute where attrelid = 'books'::regclass and attname = 'title'"))
                .hasSize(1);
    }

    @Test
    void outsideATransactionItSaysWhatIsDone() {
        talk.books()
                .migration(
                        "20260103000000__index_titles",
                        "create index concurrently books_title_idx on books (title);",
                        "drop index concurrently books_title_idx;\ndrop index concurrently books_other_idx;\n");
        talk.db("migrate").is(0);
        talk.db("undo")
                .is(2)
                .says(
                        "failed at statement 2 of 2",
                        "those before it are done:\n    drop index concurrently books_title_idx;",
                        "Line 2: ERROR: index \"books_other_idx\" does not exist",
                        "20260103000000 still counts as applied");
        assertThat(talk.versions()).hasSize(3);
        talk.file("U20260103000000__index_titles.sql", "drop index concurrently if exists books_title_idx;");
        talk.db("undo").is(0);
    }

    @Test
    void redoAppliesTheFileAsItIsNow() {
        talk.books().db("migrate").is(0);
        talk.file("V20260102000000__add_title_to_books.sql", "alter table books add column title varchar(100);");
        talk.db("status").is(1).says("Changed");
        talk.db("redo").is(0).says("Undoing\n", "Applying\n", "is now at 20260102000000");
        talk.db("status").is(0);
        talk.file("V20260102000000__add_title_to_books.sql", "alter table books ad column title text;");
        talk.db("redo").is(2).says("is undone, and not applied again", "Line 1: ERROR: syntax error");
        talk.db("status").is(1).says("Version        20260101000000");
    }

    @Test
    void redoUndoesNothingThatItCannotApplyAgain() {
        talk.books().db("migrate").is(0);
        talk.migration("20251231000000__be_late", "select 1;", "");
        talk.db("redo").is(2).says("came in late").saysNot("Undoing");
        talk.remove("V20251231000000__be_late.sql");
        talk.file("V20260102000000__add_title_to_books.sql", "select 1; reindex index concurrently books_pkey;");
        talk.db("redo").is(2).says("line 1: this cannot run in a transaction").saysNot("Undoing");
        talk.books().file("V20260101000000__keep_books.sql", "create table books (id bigint primary key);");
        talk.db("redo")
                .is(2)
                .says("V20260101000000__keep_books.sql changed after")
                .saysNot("Undoing");
        assertThat(talk.versions()).hasSize(2);
    }

    @Test
    void twoAtOnceUndoOneEach() throws Exception {
        talk.books().db("migrate").is(0);
        try (var runs = Executors.newVirtualThreadPerTaskExecutor()) {
            var one = runs.submit(() -> talk.db("undo"));
            var other = runs.submit(() -> talk.db("undo"));
            one.get(1, TimeUnit.MINUTES).is(0);
            other.get(1, TimeUnit.MINUTES).is(0);
        }
        assertThat(talk.versions()).isEmpty();
    }

    @Test
    void waitsForARunOfFlyway() throws Exception {
        talk.books().db("migrate").is(0);
        talk.migration(
                "20260103000000__count_books", "lock table books; create table counts (n int);", "drop table counts;");
        // What holds the lock is closed first, also when an assertion fails: the runs would wait for it for ever.
        try (var runs = Executors.newVirtualThreadPerTaskExecutor();
                var holder = talk.sql().connect();
                var statement = holder.createStatement()) {
            holder.setAutoCommit(false);
            statement.execute("lock table books");
            var migrating = runs.submit(() -> talk.db("migrate"));
            talk.sql().awaitLockWait();
            var undoing = runs.submit(() -> talk.answering("").db("undo"));
            awaitTheLockIsAskedFor();
            assertThat(undoing.isDone()).isFalse();
            holder.commit();
            migrating.get(1, TimeUnit.MINUTES).is(0);
            undoing.get(1, TimeUnit.MINUTES)
                    .is(0)
                    .says("Another run is at work on this database", "count books", "is back at 20260102000000");
        }
    }

    /** Flyway, which has the lock, wrote its question in capitals. */
    private void awaitTheLockIsAskedFor() {
        var asked = "select count(*) from pg_stat_activity where datname = current_database()"
                + " and pid <> pg_backend_pid() and query like 'select%pg_try_advisory_lock%'";
        var end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (talk.sql().number(asked) < 1)
            if (System.nanoTime() > end) throw new AssertionError("nobody asked for the lock");
    }
}
