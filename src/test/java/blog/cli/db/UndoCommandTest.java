package blog.cli.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Going back, and what is refused before anything runs. */
final class UndoCommandTest extends DbCommandTestBase {
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
        talk.db("undo").is(0);
        talk.db("undo", "2").is(2).says("Only 1 migration can be undone here, not 2");
        talk.db("migrate").is(0);
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
    void outsideATransactionTheFirstThatFailsLeavesNothingDone() {
        talk.books()
                .migration("20260103000000__do_more", "select 1;", "drop index concurrently books_title_idx;")
                .db("migrate")
                .is(0);
        talk.db("undo")
                .is(2)
                .says(
                        "failed at statement 1 of 1",
                        "those before it are done:\n    none\n",
                        "20260103000000 still counts as applied. Fix the cause and run ./blog db undo again.")
                .saysNot("These are left");
        assertThat(talk.versions()).hasSize(3);
    }

    @Test
    void aNegativeNumberIsACountAndNoOption() {
        talk.books().db("migrate").is(0);
        talk.db("undo", "-1").is(2).says("takes a number from 1, not -1");
        talk.db("undo", "999999").is(2).says("Only 2 migrations can be undone here, not 999999.");
        talk.db("undo", "1000000").is(2).says("Migration 1000000 is not known.");
        assertThat(talk.versions()).hasSize(2);
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
    void aCommentInACommentHidesNoCommit() {
        talk.books().db("migrate").is(0);
        talk.sql().run("insert into books values (1, 'Dune')");
        var file = "U20260102000000__add_title_to_books.sql";
        talk.file(file, "alter table books drop column title;\n/* /* then */ */ commit; select $$/*$$; /* */");
        talk.db("undo").is(2).says(file + ", line 2: a U script runs in a transaction", "    commit");
        talk.db("undo", "--accept-data-loss").is(2).says("line 2");
        assertThat(talk.sql().column("select title from books")).containsExactly("Dune");
        talk.file(file, "/* /* */ commit; */ select E'\\' /* ', $a$ ' $a$; alter table books drop column title;");
        talk.db("undo").is(1).says("column books.title: 1 value");
        talk.db("undo", "--accept-data-loss").is(0);
    }

    @Test
    void theRowOfTheHistoryGoesInTheScriptsOwnTransaction() {
        talk.books().db("migrate").is(0);
        talk.sql().run("""
                create function keep_history() returns trigger language plpgsql as
                  $$ begin raise exception 'history is kept'; end $$""");
        talk.sql().run("""
                create trigger keep_history before delete on flyway_schema_history
                for each row execute function keep_history()""");
        talk.db("undo").is(2).says("could not be undone", "ERROR: history is kept");
        assertThat(talk.sql().column("select title from books")).isEmpty();
        assertThat(talk.versions()).hasSize(2);
    }

    @Test
    void aScriptThatOnlyItsTrialRefusesIsToldToStandAlone() {
        talk.migration(
                        "20260101000000__keep_books",
                        "create type mood as enum ('glad');\ncreate table books (id int primary key, mood mood);\n"
                                + "create index books_mood_idx on books (mood);",
                        """
                        drop index concurrently books_mood_idx;
                        alter type mood add value 'sad';
                        alter table books alter column mood set default 'sad';
                        """)
                .db("migrate")
                .is(0);
        talk.db("undo").is(2).says("Line 3:", "Put it alone into a file of its own.");
        assertThat(talk.versions()).hasSize(1);
        talk.db("undo", "--accept-data-loss").is(0);
    }
}
