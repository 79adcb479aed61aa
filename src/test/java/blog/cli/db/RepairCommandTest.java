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
}
