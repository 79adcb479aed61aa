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

final class StatementRunnerTest {
    private final Settings.Login database = TestDatabase.bare();

    @AfterEach
    void drop() {
        TestDatabase.drop(database);
    }

    @Test
    void runsEachStatementAndTellsOfIt() throws SQLException {
        var told = new ArrayList<String>();
        var steps = ScriptStatement.of("create table books (id int);\n\ninsert into books values (1), (2);\n");
        try (var connection = TestDatabase.connect(database)) {
            StatementRunner.run(connection, steps, new StatementListener() {
                @Override
                public void before(ScriptStatement step) {
                    told.add("before line " + step.line());
                }

                @Override
                public void after(ScriptStatement step, Duration time) {
                    told.add("after line " + step.line());
                }
            });
        }
        assertThat(told).containsExactly("before line 1", "after line 1", "before line 3", "after line 3");
        assertThat(new Sql(database).number("select count(*) from books")).isEqualTo(2);
    }

    @Test
    void aFailureNamesTheLineThatPostgresPointsAtAndTheStatement() throws SQLException {
        var steps = ScriptStatement.of("""
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
            assertThatThrownBy(() -> StatementRunner.run(connection, steps, StatementListener.NONE))
                    .isInstanceOf(StatementFailure.class)
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
