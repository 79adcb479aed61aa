package blog.cli.db;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Undo loses no data unless it is told to. */
final class UndoDataLossTest extends DbCommandTestBase {
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
    void aDefaultCountsInTheFormInWhichItsTypeKeepsIt() {
        talk.migration("20260101000000__keep_things", "create table things (id int primary key);", "drop table things;")
                .migration(
                        "20260102000000__describe_things",
                        """
                        alter table things add column price numeric(10, 2) default 0, add column low numeric(6, 2) default -1.5,
                            add column code char(5) default 'a', add column day date default '2026-01-01',
                            add column span interval default '24 hours', add column share real default 0.1,
                            add column names text[] default '{}', add column path text default E'a\\\\b';
                        """,
                        "alter table things drop price, drop low, drop code, drop day, drop span, drop share, drop names, drop path;");
        talk.db("migrate").is(0);
        talk.sql().run("insert into things values (1), (2)");
        talk.db("undo").is(0);
        talk.db("migrate").is(0);
        talk.sql().run("update things set price = 0.01, low = null, code = 'b', path = 'a' where id = 1");
        talk.db("undo")
                .is(1)
                .says("things.price: 1 value\n", "things.code: 1 value\n", "things.path: 1 value\n")
                .saysNot("low", "day", "span", "share", "names");
    }

    @Test
    void whatADefaultComputesIsAValue() {
        talk.migration(
                        "20260101000000__keep_things",
                        "create schema depot; create table depot.things (id int);",
                        "drop schema depot cascade;")
                .migration(
                        "20260102000000__date_things",
                        "alter table depot.things add column made timestamptz default now(), add column word text default upper('a');",
                        "alter table depot.things drop column made, drop column word;");
        talk.db("migrate").is(0);
        talk.sql().run("insert into depot.things values (1), (2)");
        talk.db("undo").is(1).says("column depot.things.made: 2 values\n", "column depot.things.word: 2 values\n");
        talk.db("undo", "--to", "0").is(1).says("table depot.things: 2 rows").saysNot("made");
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
}
