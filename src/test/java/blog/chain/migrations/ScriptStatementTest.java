package blog.chain.migrations;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ScriptStatementTest {
    @Test
    void aFileIsCutWhereFlywayCutsIt() {
        var steps = ScriptStatement.of("""
                set local lock_timeout = '2s';

                -- not; here
                create function f() returns trigger language plpgsql as $$
                begin
                  return null; -- nor here;
                end $$;
                create index concurrently i on t (a)""");

        assertThat(steps).extracting(ScriptStatement::line).containsExactly(1, 4, 8);
        assertThat(steps).extracting(ScriptStatement::transactional).containsExactly(true, true, false);
        assertThat(steps.get(1).sql()).contains("create function").endsWith("end $$");
    }

    @Test
    void noTextMeansNoStatement() {
        assertThat(ScriptStatement.of("")).isEmpty();
        assertThat(ScriptStatement.of("-- a comment alone\n")).isEmpty();
    }

    @Test
    void whatRunsInATransactionIsWhatPostgresqlOfTodayLetsRunInOne() {
        assertThat(ScriptStatement.of("""
                alter type mood
                    add value if not exists 'calm';
                reindex (verbose) table t;
                alter table t detach partition t_1;
                alter table t detach partition t_1 finalize;
                create index concurrently i on t (a);
                -- why
                reindex index concurrently i;
                reindex (verbose) table
                    concurrently t;
                reindex (concurrently) index i;
                alter table t detach partition t_1 concurrently;
                """))
                .extracting(ScriptStatement::transactional)
                .containsExactly(true, true, true, true, false, false, false, false, false);
    }

    @Test
    void aCommentInACommentIsReadAsPostgresqlReadsIt() {
        var within = ScriptStatement.of("""
                /* /* */ commit; */ select 1;
                select $a$ /* $a$; select E'\\' /* ; ', 'a\'; /* x /* y; */ commit; */ select 2;
                select 3 /* it's /* so */; end; */ + 4
                """);
        assertThat(within)
                .extracting(step -> step.summary(50))
                .containsExactly(
                        "select 1", "select $a$ /* $a$", "select E'\\' /* ; ', 'a\'", "select 2", "select 3 + 4");
        assertThat(within).noneMatch(ScriptStatement::controlsTransaction);

        var after = ScriptStatement.of("""
                /* /* */ */ commit; /* $$ /* ' */ */ -- /*
                end; prepare /* /* a */ */ transaction 'a';
                select '/* /*'; rollback; select E'/*\\\\'; abort; select $$/*$$; start transaction;
                """);
        assertThat(after)
                .filteredOn(ScriptStatement::controlsTransaction)
                .extracting(step -> step.summary(50))
                .containsExactly("commit", "end", "prepare transaction 'a'", "rollback", "abort", "start transaction");
        assertThat(after).hasSize(9);
    }

    @Test
    void aCommentDoesNotHideThatAStatementRunsAlone() {
        assertThat(ScriptStatement.of("""
                reindex /* /* why */ */ index concurrently i;
                alter table t -- why
                    detach partition t_1 /* so */ concurrently;
                """)).noneMatch(ScriptStatement::transactional);
    }

    @Test
    void aLongTextIsNoBurden() {
        var text = "it''s \\ ".repeat(100_000);
        var steps = ScriptStatement.of(
                "insert into t values ('" + text + "'), (E'" + text + "'), (\"" + text + "\"); commit;");
        assertThat(steps).extracting(ScriptStatement::controlsTransaction).containsExactly(false, true);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            select 1;; ;                                          | select 1
            select ';', "a;b"                                     | select ';', "a;b"
            select (1;2)                                          | select (1;2)
            select E'it\\'s; so'                                  | select E'it\\'s; so'
            select U&'d\\0061;'                                   | select U&'d\\0061;'
            do $b$ begin; $$;$$ end $b$                           | do $b$ begin; $$;$$ end $b$
            create function f() returns int begin atomic select 1; select case when true then 2 end; end | \
            create function f() returns int begin atomic select 1; select case when true then 2 end; end
            """)
    void aSemicolonEndsAStatementOnlyOutsideOfAll(String sql, String statement) {
        assertThat(ScriptStatement.of(sql + ";\nselect 'last'"))
                .extracting(ScriptStatement::sql)
                .containsExactly(statement, "select 'last'");
    }

    @ParameterizedTest
    @CsvSource({
        "begin, true",
        "BEGIN isolation level serializable, true",
        "savepoint a, true",
        "release a, true",
        "commit and chain, true",
        "rollback prepared 'a', true",
        "commit prepared 'a', true",
        "beginning(), false",
        "prepare a as select 1, false",
        "set transaction read only, false",
        "select 1 as commit, false",
        "do $$ begin commit; end $$, false",
        "lock table a, false"
    })
    void aTransactionIsControlledByTheFirstWord(String sql, boolean controls) {
        assertThat(new ScriptStatement("-- end\n" + sql, 1, true).controlsTransaction())
                .isEqualTo(controls);
    }

    @Test
    void aSummaryIsCutBeforeItIsTooLong() {
        var step = new ScriptStatement("select -- what\n  12345 78", 1, true);
        assertThat(step.summary(15)).isEqualTo("select 12345 78");
        assertThat(step.summary(14)).isEqualTo("select 12345…").hasSize(13);
        assertThat(step.summary(13)).isEqualTo("select 12345…");
        assertThat(step.summary(12)).isEqualTo("select 1234…");
    }
}
