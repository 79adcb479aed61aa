package blog.cli.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Adopting a database that was made by other means. */
@Tag("own-server")
final class BaselineCommandTest extends DbCommandTestBase {
    @Test
    @Tag("proof")
    void adoptsADatabaseThatIsAtTheVersionAndNoOther() {
        talk.books().sql().run("create table books (id int primary key)");
        talk.db("baseline", "20260102000000")
                .is(1)
                .says("differs from version 20260102000000; nothing was recorded", "title");
        talk.db("history").is(0).says("has no history");
        talk.db("baseline", "20260101000000").is(0).says("is now recorded in its history");
        talk.db("status").is(1).says("Version        20260101000000", "Pending        20260102000000");
        talk.db("history").is(0).says("(baseline)");
        talk.db("undo").is(2).says("There is nothing to undo: this database was adopted at 20260101000000");
        talk.db("baseline", "20260101000000").is(2).says("has a history of migrations already");
        talk.db("migrate").is(0);
        talk.db("undo").is(0).says("is back at 20260101000000");
        assertThat(talk.versions()).containsExactly("20260101000000");
    }

    @Test
    void refusesAnUnknownVersion() {
        talk.books().db("baseline", "7").is(2).says("There is no migration with the version 7");
        talk.db("baseline").is(2).says("VERSION");
    }

    @Test
    void aDatabaseThatIsDownCannotBeAdopted() {
        talk.books().in(Map.of("DATABASE_URL", "postgresql://ada:secret@localhost:1/blog"));
        talk.db("baseline", "20260101000000").is(2).says("Cannot use the database blog", "Is it running");
    }
}
