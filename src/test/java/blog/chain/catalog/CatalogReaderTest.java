package blog.chain.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import blog.platform.config.Settings;
import blog.platform.problem.CannotRunException;
import blog.support.ScratchTransaction;
import blog.support.Sql;
import blog.support.TestDatabase;
import java.util.List;
import java.util.stream.Collectors;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Objects that stand by themselves are read with all that statements can change of them. */
final class CatalogReaderTest {
    private static final Settings.Login LOGIN = TestDatabase.bare();
    private static Catalog before = new Catalog(List.of());

    @BeforeAll
    static void build() {
        var sql = new Sql(LOGIN);
        sql.run("create type mood as enum ('sad', 'glad')");
        sql.run("create domain word as varchar(20) default 'x' constraint word_check check (value <> '')");
        sql.run("create type pair as (a int, b text)");
        sql.run("create sequence numbers as integer start 5 increment 2 maxvalue 100");
        sql.run("create table a (id int generated always as identity, b text)");
        sql.run("create table logs (at date not null) partition by range (at)");
        sql.run("create view names as select id from a");
        sql.run("create materialized view counted as select count(*) as rows from a");
        sql.run("create index counted_idx on counted (rows)");
        sql.run("create function one() returns int language sql as 'select 1'");
        try (var scratch = new ScratchTransaction(LOGIN)) {
            before = Catalog.of(scratch.sql());
        }
    }

    @AfterAll
    static void drop() {
        TestDatabase.drop(LOGIN);
    }

    /** Several differences of one alteration are separated by an ampersand. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            alter type mood add value 'calm' before 'sad'      | changed  type mood: labels sad, glad, here calm, sad, glad | true
            alter type mood rename value 'sad' to 'blue'       | changed  type mood: labels sad, glad, here blue, glad | true
            alter domain word set not null                     | changed  type word: nullable yes, here no | true
            alter domain word set default 'y'                  | changed  type word: default 'x'::character varying, here 'y'::character varying | true
            alter domain word drop constraint word_check       | missing  constraint word_check on word: CHECK (VALUE::text <> ''::text) | true
            alter domain word add constraint short check (length(value) < 9) not valid | extra    constraint short on word: CHECK (length(VALUE::text) < 9) | true
            drop domain word; create domain word as varchar(30) default 'x' constraint word_check check (value <> '') | changed  type word: type character varying(20), here character varying(30) | true
            alter type pair add attribute c date               | extra    column pair.c: date | false
            alter type pair alter attribute a type bigint      | changed  column pair.a: type integer, here bigint | true
            alter sequence numbers increment 3                 | changed  sequence numbers: increment 2, here 3 | true
            alter sequence numbers start 7                     | changed  sequence numbers: start 5, here 7 | true
            alter sequence numbers cycle                       | changed  sequence numbers: range 1 to 100, here 1 to 100, again and again | true
            alter sequence numbers minvalue 0                  | changed  sequence numbers: range 1 to 100, here 0 to 100 | true
            alter sequence numbers as bigint                   | changed  sequence numbers: type integer, here bigint | true
            drop index counted_idx                             | missing  index counted_idx: CREATE INDEX counted_idx ON counted USING btree (rows) | false
            drop materialized view counted; create view counted as select count(*) as rows from a | changed  view counted: materialized yes, here none & missing  index counted_idx: CREATE INDEX counted_idx ON counted USING btree (rows) | true
            drop view names; create materialized view names as select id from a | changed  view names: materialized none, here yes | true
            drop table logs; create table logs (at date not null) | changed  table logs: partitioned yes, here none | true
            create function one(number int) returns int language sql as 'select 1' | extra    function one(number integer) | false
            drop function one()                                | missing  function one() | true
            create procedure act() language sql as 'select 1'  | extra    function act() | false
            create table s (id serial)                         | extra    table s & extra    sequence s_id_seq | false
            create table s (id int generated always as identity primary key) | extra    table s | false
            create table logs_1 partition of logs for values from ('2026-01-01') to ('2027-01-01') | extra    table logs_1 | false
            create view more as select 1 as x                  | extra    view more | false
            """)
    void anAlterationIsADifference(String alteration, String differences, boolean breaking) {
        var drift = driftAfter(alteration);
        assertThat(drift.differences().stream().map(DriftText::of).collect(Collectors.joining(" & ")))
                .isEqualTo(differences);
        assertThat(drift.breaking()).isEqualTo(breaking);
    }

    /** PostgreSQL keeps a comment by the catalog that its object is in, so each kind is read differently. */
    @ParameterizedTest
    @CsvSource({
        "table a, table a",
        "view names, view names",
        "materialized view counted, view counted",
        "type mood, type mood",
        "domain word, type word",
        "sequence numbers, sequence numbers",
        "function one(), function one()",
        "column a.b, column a.b",
        "column pair.a, column pair.a",
        "constraint word_check on domain word, constraint word_check on word",
        "index counted_idx, index counted_idx"
    })
    void aCommentIsReadOfEachKind(String object, String found) {
        var drift = driftAfter("comment on " + object + " is 'Why.'");
        assertThat(drift.differences())
                .extracting(DriftText::of)
                .containsExactly("changed  " + found + ": comment none, here Why.");
        assertThat(drift.breaking()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            create aggregate total (int) (sfunc = int4pl, stype = int)
            create temporary table scratch (id int)
            create schema other; create table other.t (id int); create type other.mood as enum ('sad')
            create table flyway_schema_history (installed_rank int constraint flyway_schema_history_pk primary key)
            grant execute on function one() to public; grant usage on sequence numbers to public
            insert into a (b) values ('x')
            select nextval('numbers')
            """)
    void whatIsNoPartOfTheSchemaIsNoDifference(String alteration) {
        assertThat(driftAfter(alteration).differences()).isEmpty();
    }

    @Test
    void aViewThatReadsSomethingElseShowsTheLinesThatDiffer() {
        assertThat(driftAfter("create or replace view names as select id + 0 as id from a")
                        .differences())
                .singleElement()
                .satisfies(difference -> assertThat(DriftText.of(difference))
                        .startsWith("changed  view names: definition differs\n")
                        .contains("\n    - ", "SELECT id", "\n    + ", "SELECT id + 0 AS id"));
    }

    @Test
    void aFunctionIsWrittenWithoutItsSchemaAndWithUnixLineEnds() {
        try (var scratch = new ScratchTransaction(LOGIN)) {
            scratch.run("create function \"Odd one\"() returns int language sql as E'select 1\\r\\n+ 1'");
            assertThat(Catalog.of(scratch.sql())
                            .find(ObjectKind.FUNCTION, "", "\"Odd one\"()")
                            .orElseThrow()
                            .value("definition"))
                    .startsWith("CREATE OR REPLACE FUNCTION \"Odd one\"()\n")
                    .endsWith("AS $function$select 1\n+ 1$function$");
        }
    }

    @Test
    void aDatabaseThatDoesNotAnswerIsAFault() {
        try (var sql = DSL.using(LOGIN.jdbcUrl(), LOGIN.user(), LOGIN.password())) {
            sql.connection(connection -> connection.close());
            assertThatThrownBy(() -> Catalog.of(sql))
                    .isInstanceOf(CannotRunException.class)
                    .hasMessageStartingWith("Cannot read the schema of this database: ")
                    .hasMessageContaining("closed");
        }
    }

    private static SchemaDrift driftAfter(String alteration) {
        try (var scratch = new ScratchTransaction(LOGIN)) {
            scratch.run(alteration);
            return before.driftOf(Catalog.of(scratch.sql()));
        }
    }
}
