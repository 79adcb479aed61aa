package blog.chain.migrations;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ServerRefusalTest {
    @ParameterizedTest
    @CsvSource({
        "42701, ./blog db check", "42P07, ./blog db check", "42710, ./blog db check", "55P03, less busy",
        "42501, grant usage", "40P01, try again", "57014, statement_timeout", "57P01, when it is back",
        "08006, when the server answers"
    })
    void whatIsKnownComesWithAdvice(String state, String advice) {
        var fault = new SQLException("ERROR: no\n  Position: 7", state);
        assertThat(ServerRefusal.of(new RuntimeException("outer", fault)))
                .startsWith("ERROR: no\n")
                .contains(advice)
                .doesNotContain("Position", "outer");
        assertThat(ServerRefusal.advice(fault)).startsWith("\n");
    }

    @Test
    void whatIsNotKnownComesAlone() {
        assertThat(ServerRefusal.of(new SQLException("ERROR: no", "22012"))).isEqualTo("ERROR: no");
        assertThat(ServerRefusal.of(new SQLException("ERROR: no"))).isEqualTo("ERROR: no");
        assertThat(ServerRefusal.of(new IllegalStateException("no SQL"))).isEqualTo("no SQL");
    }

    @Test
    void aFailureShowsTheLineAndTheStatementWithoutTheCommentsAboveIt() {
        var step = new ScriptStatement("-- why\n\nalter table a\n  drop b", 4, true);
        var failure = new StatementFailure(step, new SQLException("ERROR: no", "42703"));
        assertThat(failure.getMessage()).isEqualTo("Line 4: ERROR: no\n    alter table a\n      drop b");
        assertThat(failure.step()).isSameAs(step);
        assertThat(failure.getSQLState()).isEqualTo("42703");
    }

    @Test
    void aLongStatementIsCut() {
        var sql = "select 1\n".repeat(40).strip();
        assertThat(StatementFailure.indented(sql).lines()).hasSize(31).endsWith("    …");
        assertThat(StatementFailure.indented("select 1")).isEqualTo("    select 1");
    }
}
