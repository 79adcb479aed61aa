package blog.chain.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import blog.platform.problem.CannotRunException;
import blog.support.ScratchTransaction;
import blog.support.TestDatabase;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The numbers of rows of a copy, as typed. */
final class RowCountsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1000                    | posts | 1000
            1_000_000               | posts | 1000000
            0                       | posts | 0
            100000000               | posts | 100000000
            users=5, posts=7        | posts | 7
            users=5                 | posts | 1000
            """)
    void oneNumberForAllOrOneForEach(String typed, String table, long rows) {
        assertThat(RowCounts.parse(typed).of(table)).isEqualTo(rows);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "many", "-1", "100000001", "1e3", "users=", "users=5,posts", "users=5=6"})
    void whatIsNoNumberIsRefused(String typed) {
        assertThatThrownBy(() -> RowCounts.parse(typed))
                .isInstanceOf(CannotRunException.class)
                .hasMessageContaining("is no number of rows")
                .hasMessageContaining("--rows users=1000,posts=1000000");
    }

    @Test
    void aTableThatIsNotThereIsNamedWithThoseThatAre() {
        assertThatThrownBy(() -> RowCounts.parse("usr=5").requireKnown(List.of("posts", "users")))
                .isInstanceOf(CannotRunException.class)
                .hasMessage("There is no table usr at this version, only: posts, users.");
        assertThatCode(() -> RowCounts.parse("users=5").requireKnown(List.of("posts", "users")))
                .doesNotThrowAnyException();
        assertThatCode(() -> RowCounts.parse("5").requireKnown(List.of())).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            create table Notes (id int)                                         | true
            do $$ begin execute format('create table %s (id int)', x); end $$   | true
            create trigger t after insert on users execute function f()         | false
            create table users (id int)                                         | false
            """)
    void beforeThereIsACopyTheFilesMustNameATable(String files, boolean possible) {
        var rows = RowCounts.parse("notes=5");
        if (possible) {
            assertThatCode(() -> rows.requireNamed(files)).doesNotThrowAnyException();
        } else {
            assertThatThrownBy(() -> rows.requireNamed(files))
                    .isInstanceOf(CannotRunException.class)
                    .hasMessageContaining("There is no table notes");
        }
    }

    @Test
    void ofALiveDatabasePostgresEstimatesAndTheRestIsCounted() {
        var login = TestDatabase.bare();
        try (var scratch = new ScratchTransaction(login)) {
            scratch.run("create table estimated (id int); insert into estimated values (1), (2); analyze estimated;"
                    + " insert into estimated values (3);"
                    + " create table counted (id int); insert into counted values (1), (2), (3);"
                    + " create table none (id int); create view seen as select 1;"
                    + " create table flyway_schema_history (id int)");
            var rows = RowCounts.live(scratch.sql());
            assertThat(rows.each()).isEqualTo(Map.of("estimated", 2L, "counted", 3L, "none", 0L));
            assertThat(rows.of("made later")).isZero();
            assertThatCode(() -> rows.requireKnown(List.of()))
                    .as("nobody typed them")
                    .doesNotThrowAnyException();

            var typed = RowCounts.parse("none=1,later=2");
            assertThat(typed.knownTo(scratch.sql(), "create table none; create table later"))
                    .isSameAs(typed);
            assertThatThrownBy(() -> typed.knownTo(scratch.sql(), "drop table none"))
                    .isInstanceOf(CannotRunException.class)
                    .hasMessage("There is no table later at this version, only: counted, estimated, none.");
        } finally {
            TestDatabase.drop(login);
        }
    }
}
