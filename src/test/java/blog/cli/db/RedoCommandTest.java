package blog.cli.db;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Undoing the newest and applying it again. */
final class RedoCommandTest extends DbCommandTestBase {
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
    void aUScriptThatTakesNothingBackIsNamed() {
        talk.books().file("U20260102000000__add_title_to_books.sql", "select 1;");
        talk.db("migrate").is(0);
        talk.db("redo")
                .is(2)
                .says(
                        "is undone, and not applied again",
                        "column \"title\" of relation \"books\" already exists",
                        "What it makes is there already: a U script that did not take it back");
    }

    @Test
    void aUScriptThatTakesTooMuchAlongIsShown() {
        var back = "U20260103000000__allow_longer_titles.sql";
        talk.books()
                .migration(
                        "20260103000000__allow_longer_titles",
                        "alter table books alter column title type varchar(100);",
                        "alter table books drop column title;\nalter table books add column title text;\n");
        for (var json : new String[][] {{"redo"}, {"redo", "--json"}}) {
            talk.db("migrate").is(0);
            talk.sql().run("alter table books alter column title set default 'Untitled'");
            var said = talk.db(json).is(1);
            if (json.length == 1) {
                said.says(
                        "is now at 20260103000000",
                        "is not what it was before, so " + back
                                + " and V20260103000000__allow_longer_titles.sql do not",
                        "  changed  column books.title: default 'Untitled'::character varying, here none\n");
            } else {
                assertThat(said.json().get("clean").asBoolean()).isFalse();
                assertThat(said.json().get("differences").findValuesAsString("property"))
                        .containsExactly("default");
            }
        }
        talk.file(back, "alter table books alter column title type text;");
        talk.db("redo").is(0).saysNot("is not what it was");
        assertThat(talk.db("redo", "--json").is(0).json().get("differences").isEmpty())
                .isTrue();
    }

    @Test
    void redoLeavesAloneWhatIsNotTheNewest() {
        talk.books().db("migrate").is(0);
        talk.db("undo").is(0);
        talk.db("redo").is(2).says("There is V20260102000000__add_title_to_books.sql to apply");
        assertThat(talk.versions()).containsExactly("20260101000000");
    }
}
