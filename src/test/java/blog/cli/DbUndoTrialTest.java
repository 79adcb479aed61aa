package blog.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a U script is tried for before it runs, and what may happen meanwhile. */
final class DbUndoTrialTest {
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
    void aUScriptCannotEndItsTransaction() {
        talk.books().db("migrate").is(0);
        talk.sql().run("insert into books values (1, 'Dune')");
        for (var word : List.of("commit", "END", "rollback to a", "prepare transaction 'a'", "start transaction")) {
            var back = "alter table books drop column title;\n\n/* so */ -- there\n" + word + ";\n";
            talk.file("U20260102000000__add_title_to_books.sql", back);
            talk.db("undo")
                    .is(2)
                    .says("U20260102000000__add_title_to_books.sql, line 4: a U script runs in a transaction", word);
            talk.db("undo", "2").is(2).says("line 4: a U script runs in a transaction");
            talk.db("undo", "--accept-data-loss").is(2).says("line 4");
        }
        assertThat(talk.sql().column("select title from books")).containsExactly("Dune");
        assertThat(talk.versions()).hasSize(2);
    }

    @Test
    void seesWhatATruncationAnUpdateOrANewTypeTakesAway() {
        talk.books()
                .migration("20260103000000__do_more", "alter table books alter title type varchar(30);", "")
                .db("migrate")
                .is(0);
        var file = "U20260103000000__do_more.sql";
        talk.file(file, "truncate books;").db("undo").is(0);
        talk.db("migrate").is(0);
        talk.sql().run("insert into books values (1, 'Dune'), (2, 'Emma'), (3, null)");
        talk.db("undo").is(1).says("emptied or written anew, table books: 3 rows");
        talk.file(file, "update books set title = null where id = 1;");
        talk.db("undo").is(1).says("may change 1 row of table books");
        talk.file(file, "alter table books alter title type varchar(2) using left(title, 2);");
        talk.db("undo")
                .is(1)
                .says("column books.title, which turns from character varying(30) into character varying(2): 2 values");
        talk.file(file, "alter table books alter id type numeric(2, 1); alter table books alter title type text;");
        talk.db("undo").is(1).says("column books.id, which turns from integer into numeric(2,1): 3 values");
        talk.file(file, "alter table books alter id type bigint; truncate books;");
        talk.db("undo").is(1).says("emptied or written anew, table books: 3 rows");
        talk.file(file, "alter table books alter id type bigint; alter table books alter title type varchar(2);");
        talk.db("undo").is(2).says("value too long for type character varying(2)");
        talk.file(file, "alter table books alter id type bigint; alter table books alter title type varchar(4);");
        talk.db("undo").is(0);
        assertThat(talk.sql().column("select title from books where id < 3")).containsExactly("Dune", "Emma");
    }

    @Test
    void deletesNoMoreThanItsTrialDid() {
        talk.books().db("migrate").is(0);
        // As if another session had written between the trial and the undoing: a sequence is not rolled back.
        talk.sql().run("create sequence runs");
        talk.sql().run("insert into books values (1, default)");
        talk.file(
                "U20260102000000__add_title_to_books.sql",
                "delete from books where nextval('runs') > 1; alter table books drop column title;");
        talk.db("undo").is(1).says("data that were written while it was at work", "deleted from table books: 1 row");
        assertThat(talk.sql().number("select count(*) from books")).isOne();
        assertThat(talk.versions()).hasSize(2);
    }

    @Test
    void ofSeveralNoneIsUndoneWhenOneFails() {
        talk.books()
                .file("U20260101000000__keep_books.sql", "\ndrop table boks;")
                .db("migrate")
                .is(0);
        talk.db("undo", "2")
                .is(2)
                .says(
                        "U20260101000000__keep_books.sql failed when it was tried, so none of them was undone.",
                        "Line 2:");
        assertThat(talk.versions()).hasSize(2);
    }

    @Test
    void ofSeveralAnIndexBuiltConcurrentlyIsDroppedWithItsTable() {
        talk.books()
                .migration(
                        "20260103000000__index_titles",
                        "create index books_title_idx on books (title);",
                        "drop index books_title_idx;")
                .migration(
                        "20260104000000__unindex_titles",
                        "drop index concurrently books_title_idx;",
                        "create index concurrently books_title_idx on books (title);");
        talk.db("migrate").is(0);
        talk.db("undo", "--to", "0").is(0).says("is empty again");
    }

    @Test
    void theLockMayGoWithItsSessionWhenAllIsDone() {
        talk.books().db("migrate").is(0);
        talk.file(
                "U20260102000000__add_title_to_books.sql",
                "alter table books drop column title; select pg_terminate_backend(pid) from pg_locks"
                        + " where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database());");
        talk.db("undo").is(0).says("is back at 20260101000000");
    }

    @Test
    void ofASessionThatDiedTheFirstFaultIsSaid() {
        talk.books()
                .file("U20260102000000__add_title_to_books.sql", "select pg_terminate_backend(pg_backend_pid());")
                .db("migrate")
                .is(0);
        for (var option : new String[][] {{"undo"}, {"undo", "--accept-data-loss"}}) {
            talk.db(option).is(2).says("failed, so nothing of it was kept", "Line 1: FATAL: terminating connection");
        }
    }

    @Test
    void saysThatAnIndexIsInvalidUnlessSomebodyIsBuildingIt() throws Exception {
        talk.books().db("migrate").is(0);
        talk.sql().run("create table parts (a int) partition by range (a)");
        talk.sql().run("create table part partition of parts for values from (1) to (2)");
        talk.sql().run("create index parts_idx on only parts (a)");
        try (var runs = Executors.newVirtualThreadPerTaskExecutor();
                var writer = talk.sql().connect();
                var statement = writer.createStatement()) {
            writer.setAutoCommit(false);
            statement.execute("insert into part values (1)");
            var building = runs.submit(() -> talk.sql().run("create index concurrently part_idx on part (a)"));
            talk.sql().awaitLockWait();
            talk.db("undo").is(0);
            writer.commit();
            building.get(1, TimeUnit.MINUTES);
        }
        talk.db("migrate").is(0);
        talk.sql().run("insert into part values (1)");
        assertThat(talk.sql().state("create unique index concurrently part_key on part (a)"))
                .isEqualTo("23505");
        talk.db("undo")
                .is(1)
                .says("All of it is undone, but an index is invalid", "reindex index concurrently part_key;");
        assertThat(talk.versions()).hasSize(1);
    }

    @Test
    void redoLeavesAloneWhatIsNotTheNewest() {
        talk.books().db("migrate").is(0);
        talk.db("undo").is(0);
        talk.db("redo").is(2).says("There is V20260102000000__add_title_to_books.sql to apply");
        assertThat(talk.versions()).containsExactly("20260101000000");
    }
}
