package blog.cli.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Going forward, into trouble: what failed, what of it was kept, and what is refused before anything runs. */
final class MigrateFailureTest extends DbCommandTestBase {
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
                    ad column author text;
                """, "");
        talk.db("migrate")
                .is(2)
                .says(
                        "Migration V20260103000000__go_wrong.sql failed",
                        "Line 6: ERROR: syntax error at or near \"ad\"",
                        "    alter table books\n        ad column author text",
                        "so nothing of it was kept")
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
                .saysNot("nothing of it was kept");
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
    void aForeignDatabaseIsLeftAlone() {
        talk.books().sql().run("create table orders (id int)");
        talk.db("migrate").is(2).says("has tables but no history of migrations", "./blog db baseline VERSION");
    }

    @Test
    void aMigrationCannotEndItsTransaction() {
        talk.books().db("migrate", "--to", "20260101000000").is(0);
        var file = "V20260103000000__go_halfway.sql";
        for (var word : List.of("commit", "END", "rollback", "begin", "savepoint a", "start transaction")) {
            talk.file(file, "create table a (id int);\n\n/* so */ " + word + ";\nalter tabel a add b int;\n");
            for (var command : List.of("migrate", "sql", "plan")) {
                talk.db(command)
                        .is(2)
                        .says(
                                file + ", line 3: this would begin or end a transaction, or a part of one, by itself",
                                "    " + word);
            }
        }
        talk.file(file + ".conf", "executeInTransaction=false\n");
        talk.db("migrate").is(2).says(file + ", line 3: this would begin or end a transaction");
        assertThat(talk.versions()).containsExactly("20260101000000");
        assertThat(talk.sql().column("select 1 where to_regclass('a') is not null"))
                .isEmpty();
    }

    @Test
    void whatOnlyTheCommitFindsIsToldAsWell() {
        talk.books()
                .migration(
                        "20260103000000__shelve",
                        "alter table books add column beside int references books (id) deferrable initially deferred;\n"
                                + "insert into books (id, beside) values (1, 2);",
                        "")
                .migration("20260104000000__go_on", "create table more (id int);", "");
        talk.db("migrate")
                .is(2)
                .says(
                        "Migration V20260103000000__shelve.sql failed, and those after it were not tried.",
                        "ERROR: insert or update on table \"books\" violates foreign key constraint",
                        "At its end, where its row of the history is written and deferred constraints are checked",
                        "nothing of it was kept")
                .saysNot("  20260103000000  shelve");
        assertThat(talk.versions()).containsExactly("20260101000000", "20260102000000");
        assertThat(talk.db("migrate", "--json").is(2).json().get("error").asString())
                .contains("nothing of it was kept");
    }

    @Test
    void aTerminalShowsWhatRunsAndThatItFailed() {
        talk.books().migration("20260103000000__go_wrong", "select 1 / 0;", "").answering("");
        var said = talk.db("migrate").is(2);
        assertThat(said.out())
                .containsPattern("(?m)^  20260101000000  keep books +…\r  20260101000000  keep books +\\d+ ms$")
                .containsPattern("(?m)^  20260103000000  go wrong +… failed$");
    }

    @Test
    void withoutATerminalALineIsWrittenOnce() {
        talk.books().migration("20260103000000__go_wrong", "select 1 / 0;", "");
        talk.db("migrate").is(2).saysNot("\r", "…", "go wrong  ");
    }
}
