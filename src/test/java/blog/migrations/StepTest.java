package blog.migrations;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class StepTest {
    @Test
    void aFileIsCutWhereFlywayCutsIt() {
        var steps = Step.of("""
                set local lock_timeout = '2s';

                -- not; here
                create function f() returns trigger language plpgsql as $$
                begin
                  return null; -- nor here;
                end $$;
                create index concurrently i on t (a)""");

        assertThat(steps).extracting(Step::line).containsExactly(1, 4, 8);
        assertThat(steps).extracting(Step::transactional).containsExactly(true, true, false);
        assertThat(steps.get(1).sql()).contains("create function").endsWith("end $$");
    }

    @Test
    void noTextMeansNoStatement() {
        assertThat(Step.of("")).isEmpty();
        assertThat(Step.of("-- a comment alone\n")).isEmpty();
    }

    @Test
    void whatRunsInATransactionIsWhatPostgresqlOfTodayLetsRunInOne() {
        assertThat(Step.of("""
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
                .extracting(Step::transactional)
                .containsExactly(true, true, true, true, false, false, false, false, false);
    }
}
