package blog.chain.migrations;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

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
}
