package blog.chain.migrations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import blog.platform.config.Settings;
import blog.support.Sql;
import blog.support.TestDatabase;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class StepRunTest {
    private final Settings.Login database = TestDatabase.bare();

    @AfterEach
    void drop() {
        TestDatabase.drop(database);
    }

    @Test
    void runsEachStatementAndTellsOfIt() throws SQLException {
        var told = new ArrayList<String>();
        var steps = Step.of("create table books (id int);\n\ninsert into books values (1), (2);\n");
        try (var connection = TestDatabase.connect(database)) {
            StepRun.run(connection, steps, new StepWatch() {
                @Override
                public void before(Step step) {
                    told.add("before line " + step.line());
                }

                @Override
                public void after(Step step, Duration time) {
                    told.add("after line " + step.line());
                }
            });
        }
        assertThat(told).containsExactly("before line 1", "after line 1", "before line 3", "after line 3");
        assertThat(new Sql(database).number("select count(*) from books")).isEqualTo(2);
    }

    @Test
    void aFailureNamesTheLineThatPostgresPointsAtAndTheStatement() throws SQLException {
        var steps = Step.of("""
                create table books (id int);
                -- a word of explanation

                create table pages (
                    id int,
                    -- and one inside
                    book itn
                );
                create table never (id int);
                """);
        try (var connection = TestDatabase.connect(database)) {
            assertThatThrownBy(() -> StepRun.run(connection, steps, StepWatch.NONE))
                    .isInstanceOf(StepFailure.class)
                    .hasMessageStartingWith("Line 7: ERROR: type \"itn\" does not exist")
                    .hasMessageContaining("    create table pages (\n        id int,")
                    .satisfies(fault ->
                            assertThat(((SQLException) fault).getSQLState()).isEqualTo("42704"));
        }
        assertThat(new Sql(database)
                        .column("select relname from pg_class where relname in ('books', 'pages', 'never')"))
                .containsExactly("books");
    }
}
