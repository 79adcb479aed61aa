package blog.cli.db;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Making the history true again. */
final class RepairCommandTest extends DbCommandTestBase {
    @Test
    void saysWhatItWouldDoAndDoesItWhenTold() {
        talk.books().db("migrate").is(0);
        talk.db("repair").is(0).says("There is nothing to repair");
        talk.file(
                "V20260102000000__add_title_to_books.sql",
                "alter table books add column title text default 'Untitled'; -- why\n");
        talk.db("repair")
                .is(1)
                .says(
                        "would:\n  give V20260102000000__add_title_to_books.sql the checksum that its file has now",
                        "Nothing was changed. --yes does it.");
        talk.db("status").is(1);
        talk.db("repair", "--yes").is(0).says("Done.");
        talk.db("status").is(0);
    }

    @Test
    void asksAtATerminal() {
        talk.books().db("migrate").is(0);
        talk.remove("V20260102000000__add_title_to_books.sql");
        talk.answering("no")
                .db("repair")
                .is(1)
                .says(
                        "remove the row of V20260102000000__add_title_to_books.sql (number 2), which has no file here",
                        "Nothing was changed.");
        talk.answering("y").db("repair").is(0).says("Done.");
        assertThat(talk.versions()).containsExactly("20260101000000");
    }

    @Test
    void whatWasNotAgreedToIsNotDone() {
        talk.books().db("migrate").is(0);
        talk.remove("V20260102000000__add_title_to_books.sql");
        talk.answering(
                        "y",
                        () -> talk.sql()
                                .run("update flyway_schema_history set checksum = 1 where version = '20260101000000'"))
                .db("repair")
                .is(2)
                .says("The history has changed since this was shown");
        assertThat(talk.versions()).containsExactly("20260101000000", "20260102000000");
    }

    @Test
    void removesWhatAHandHasDoubled() {
        talk.books().db("migrate").is(0);
        talk.sql()
                .run(
                        "insert into flyway_schema_history select 9, version, description, type, script, checksum, installed_by,"
                                + " installed_on, execution_time, success from flyway_schema_history where installed_rank = 1");
        talk.db("repair", "--yes").is(0).says("(number 9), which is there more than once");
        talk.db("status").is(0);
    }

    @Test
    void aRenamedFileIsAChangedOne() {
        talk.books().db("migrate").is(0);
        var old = "V20260102000000__add_title_to_books.sql";
        talk.file("V20260102000000__call_books.sql", talk.text(old)).remove(old);
        talk.db("status").is(1).says("Changed        20260102000000  call books", "changed after being applied");
        talk.migration("20260103000000__do_more", "select 1;", "select 1;");
        talk.db("migrate")
                .is(2)
                .says("V20260102000000__call_books.sql changed after")
                .saysNot("Flyway");
        talk.db("repair", "--yes")
                .is(0)
                .says("give V20260102000000__call_books.sql the description that its file has now:"
                        + " call books instead of add title to books\n");
        talk.db("migrate").is(0);
        assertThat(talk.sql().column("select description from flyway_schema_history order by installed_rank"))
                .containsExactly("keep books", "call books", "do more");
    }

    @Test
    void mendsAllThatIsWrongAtOnceAndTheHistoryAlone() {
        talk.books()
                .migration("20260103000000__do_more", "select 1;", "select 1;")
                .migration("20260104000000__do_most", "select 1;", "select 1;");
        talk.db("migrate").is(0);
        talk.sql().run("insert into books values (1, 'Dune')");
        talk.sql().run("update flyway_schema_history set success = false where installed_rank = 4");
        talk.sql()
                .run(
                        "insert into flyway_schema_history select 9, version, description, type, script, checksum, installed_by,"
                                + " installed_on, execution_time, success from flyway_schema_history where installed_rank = 1");
        talk.file("V20260102000000__add_title_to_books.sql", "select 2;").remove("V20260103000000__do_more.sql");
        talk.db("repair", "--yes")
                .is(0)
                .says(
                        "remove the row of V20260104000000__do_most.sql (number 4), which stopped halfway",
                        "  remove the row of V20260101000000__keep_books.sql (number 9), which is there more than once",
                        "  give V20260102000000__add_title_to_books.sql the checksum that its file has now: ",
                        "\n  remove the row of V20260103000000__do_more.sql (number 3), which has no file here\nDone.");
        assertThat(talk.versions()).containsExactly("20260101000000", "20260102000000");
        assertThat(talk.sql().column("select title from books")).containsExactly("Dune");
        talk.db("repair").is(0).says("There is nothing to repair");
    }

    @Test
    void whenOneChangeIsRefusedNoneIsKept() {
        talk.books().db("migrate").is(0);
        talk.file("V20260101000000__keep_books.sql", "select 1;").remove("V20260102000000__add_title_to_books.sql");
        talk.sql().run("""
                create function keep_history() returns trigger language plpgsql as
                  $$ begin raise exception 'history is kept'; end $$""");
        talk.sql().run("""
                create trigger keep_history before delete on flyway_schema_history
                for each row execute function keep_history()""");
        var checksums = talk.sql().column("select checksum from flyway_schema_history order by 1");
        talk.db("repair", "--yes")
                .is(2)
                .says("The history could not be repaired, and is as it was: ERROR: history is kept")
                .saysNot("Done.");
        assertThat(talk.sql().column("select checksum from flyway_schema_history order by 1"))
                .isEqualTo(checksums);
    }
}
