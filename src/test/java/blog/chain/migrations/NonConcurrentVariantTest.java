package blog.chain.migrations;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The statement that a trial runs in a transaction instead of one that cannot be in one. */
final class NonConcurrentVariantTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            create index concurrently i on t (a)              | create index              i on t (a)
            create unique index concurrently i on t (a)       | create unique index              i on t (a)
            drop index concurrently i                         | drop index              i
            alter table t detach partition p concurrently     | alter table t detach partition p
            alter table t drop column a                       | alter table t drop column a
            """)
    void aStatementThatLeavesATraceIsReplaced(String sql, String variant) {
        assertThat(NonConcurrentVariant.of(ScriptStatement.of(sql)))
                .singleElement()
                .satisfies(step -> assertThat(step.sql().strip()).isEqualTo(variant));
    }

    @ParameterizedTest
    @CsvSource({"reindex index concurrently i", "vacuum t", "reindex (concurrently) table t"})
    void oneWithoutATraceIsLeftOut(String sql) {
        assertThat(NonConcurrentVariant.of(ScriptStatement.of(sql))).isEmpty();
    }

    @Test
    void whatStandsInIsStillKnownForWhatItIs() {
        var steps = NonConcurrentVariant.of(ScriptStatement.of("select 1;\n\ndrop index concurrently i;"));
        assertThat(steps).extracting(ScriptStatement::transactional).containsExactly(true, false);
        assertThat(steps).extracting(ScriptStatement::line).containsExactly(1, 3);
    }

    @Test
    void nothingLooksAtWhatTheLastOnesDid() {
        var steps = ScriptStatement.of("drop index concurrently i; select 1; drop index concurrently j; vacuum t;");
        assertThat(NonConcurrentVariant.seen(steps))
                .extracting(ScriptStatement::sql)
                .containsExactly("drop index concurrently i", "select 1");
        assertThat(NonConcurrentVariant.seen(ScriptStatement.of("vacuum t"))).isEmpty();
    }
}
