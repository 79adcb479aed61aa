package blog.cli.db;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Several are undone, or none of them. */
final class UndoSeveralTest extends DbCommandTestBase {
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

    private static final String INDEX = "20260103000000__index_titles";

    @Test
    void anIndexThatIsDroppedConcurrentlyKeepsNoRowsOutInTheTrialEither() {
        talk.books()
                .migration(
                        INDEX,
                        "create unique index concurrently books_title_key on books (title);",
                        "drop index concurrently books_title_key;")
                .file("U20260102000000__add_title_to_books.sql", "insert into books values (1), (2);")
                .db("migrate")
                .is(0);
        talk.db("undo", "2").is(0).says("is back at 20260101000000");
    }

    @Test
    void anIndexThatIsBuiltConcurrentlyIsThereInTheTrial() {
        talk.books()
                .migration(
                        INDEX,
                        "select 1;",
                        "create unique index\n/* not */ concurrently books_title_key on books (title);")
                .file(
                        "U20260102000000__add_title_to_books.sql",
                        "drop index books_title_key; alter table books drop column title;")
                .db("migrate")
                .is(0);
        talk.sql().run("insert into books values (1, 'Dune')");
        talk.db("undo", "2").is(1).says("would lose data", "column books.title: 1 value");
        assertThat(talk.versions()).hasSize(3);
        talk.sql().run("insert into books values (2, 'Dune')");
        talk.db("undo", "2")
                .is(2)
                .says("U" + INDEX + ".sql failed when it was tried, so none of them was undone.", "is duplicated");
        assertThat(talk.versions()).hasSize(3);
        talk.sql().run("update books set title = default");
        talk.sql().run("delete from books where id = 2");
        talk.db("undo", "2").is(0);
    }

    @Test
    void aPartitionThatIsDetachedConcurrentlyStaysWhenItsParentGoes() {
        talk.migration(
                        "20260101000000__keep_parts",
                        "create table parts (a int) partition by list (a); create table part (a int);",
                        "drop table parts;")
                .migration(
                        "20260102000000__attach_part",
                        "alter table parts attach partition part for values in (1);",
                        "alter table parts detach partition part concurrently;")
                .db("migrate")
                .is(0);
        talk.sql().run("insert into parts values (1)");
        talk.db("undo", "2").is(0);
        assertThat(talk.sql().number("select count(*) from part")).isOne();
    }

    @Test
    void whatTakesLongInATransactionIsUndoneOneAtATime() throws Exception {
        talk.books()
                .migration(
                        INDEX,
                        "create index concurrently books_title_idx on books (title);",
                        "\ndrop index concurrently books_title_idx;")
                .db("migrate")
                .is(0);
        try (var reader = talk.sql().connect();
                var statement = reader.createStatement()) {
            reader.setAutoCommit(false);
            statement.execute("select from books");
            talk.db("undo", "2")
                    .is(2)
                    .says(
                            "U" + INDEX + ".sql failed when it was tried, so none of them was undone.",
                            "Line 2: ERROR: canceling statement due to statement timeout",
                            "Undo them one at a time: ./blog db undo")
                    .saysNot("by somebody");
            talk.file("U" + INDEX + ".sql", "drop index concurrently books_title_idx; select 1;")
                    .db("undo")
                    .is(2)
                    .says("Put it alone into a file of its own.");
        }
        assertThat(talk.versions()).hasSize(3);
        talk.db("undo", "2").is(0);
    }

    @Test
    void theTimeOfWhatStandsInIsNotThatOfTheOthers() {
        talk.books()
                .migration(
                        INDEX,
                        "create index concurrently books_title_idx on books (title);",
                        "drop index concurrently books_title_idx;")
                .file("U20260102000000__add_title_to_books.sql", "select pg_sleep(2.1);")
                .db("migrate")
                .is(0);
        talk.db("undo", "2").is(0);
    }

    @Test
    void whatNeedsACommitBetweenIsUndoneOneAtATime() {
        talk.books()
                .file(
                        "U20260101000000__keep_books.sql",
                        "alter table pages drop column book; drop table pages; drop table books;")
                .migration(
                        "20260103000000__keep_pages",
                        "create table pages (book int references books deferrable initially deferred);",
                        "insert into books values (1); insert into pages values (1);")
                .db("migrate")
                .is(0);
        talk.db("undo", "3").is(2).says("pending trigger events", "Undo them one at a time: ./blog db undo");
        assertThat(talk.versions()).hasSize(3);
    }
}
