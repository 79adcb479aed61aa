package blog.cli.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Beginning a migration; no database is needed. */
final class NewCommandTest extends DbCommandTestBase {
    @Test
    void writesBothFilesAndSaysWhatToDo() {
        talk.in(Map.of("DATABASE_URL", "postgresql://ada:secret@localhost:1/nowhere"));
        talk.db("new", "Add  bio to users").is(0).says("Next: ", "__add_bio_to_users.sql");
        assertThat(talk.files()).hasSize(2).allMatch(file -> file.matches("[UV]\\d{14}__add_bio_to_users.sql"));
        assertThat(talk.files().get(0).substring(1))
                .isEqualTo(talk.files().get(1).substring(1));
        assertThat(talk.text(talk.files().get(1))).contains("set local lock_timeout = '2s';", "-- ");
        assertThat(talk.text(talk.files().get(0)))
                .contains("set local lock_timeout = '2s';", talk.files().get(1));
    }

    @Test
    void whatItWritesRuns() {
        talk.db("new", "do", "nothing", "yet").is(0);
        talk.db("migrate").is(0);
        talk.db("undo").is(0);
        talk.db("redo").is(2).says("There is nothing to undo");
    }

    @Test
    void whatItWritesIsFoundUntilSomethingIsWrittenIntoIt() {
        talk.db("new", "keep books").is(0);
        talk.db("lint")
                .is(1)
                .says("migration-does-nothing: it does nothing but set how", "undo-does-nothing: ", "2 found.")
                .says("Write the change below its comments", "or delete both files");
        for (var file : talk.files()) talk.file(file, talk.text(file) + "select 1;\n");
        talk.db("lint").is(0);
    }

    @Test
    void theNextOneIsNewerThanTheNewest() {
        talk.migration("99981231235959__end_of_days", "", "");
        talk.db("new", "one more").is(0).says("V99990101000000__one_more.sql");
        talk.db("new", "another").is(0).says("V99990101000001__another.sql");
    }

    @Test
    void refusesWhatIsNoSentence() {
        talk.db("new", "").is(2).says("The sentence is empty.", "letters a to z, digits and single spaces");
        talk.db("new", "   ").is(2).says("The sentence is empty.");
        talk.db("new", "drop users; --").is(2).says("cannot name a migration", "letters a to z");
        talk.db("new", "naïve café").is(2).says("“naïve café” cannot name a migration");
        talk.db("new", "a".repeat(101)).is(2).says("1 to 100 of them");
        talk.db("new").is(2).says("SENTENCE");
        assertThat(talk.files()).isEmpty();
    }

    @Test
    void refusesASentenceThatExists() {
        talk.books();
        talk.db("new", "Keep books").is(2).says("V20260101000000__keep_books.sql", "Say what is different");
        assertThat(talk.files()).hasSize(4);
    }

    @Test
    void needsAFolder() {
        talk.blog("db", "new", "x", "--migrations", folder.resolve("none").toString())
                .is(2)
                .says("There is no folder", "--migrations");
    }
}
