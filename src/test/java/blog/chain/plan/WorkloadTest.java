package blog.chain.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import blog.chain.catalog.TableMetadata;
import blog.platform.config.Settings;
import blog.support.Sql;
import blog.support.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jooq.exception.DataAccessException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The statements that a release uses a table with. */
final class WorkloadTest {
    private static final Settings.Login LOGIN = TestDatabase.bare();
    private static final Sql SQL = new Sql(LOGIN);

    private final Connection connection = SQL.connect();

    @BeforeEach
    void empty() {
        SQL.run("drop schema public cascade; create schema public");
    }

    @AfterEach
    void disconnect() throws SQLException {
        connection.close();
    }

    @AfterAll
    static void drop() {
        TestDatabase.drop(LOGIN);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            (id int generated always as identity primary key, a int, b int generated always as (a) stored) | select of t, update of t.a, insert into t
            (id int primary key)                            | select of t, insert into t
            (a int not null)                                | select of t, insert into t
            ()                                              | select of t, insert into t
            (id int primary key, a int check (a = 42) not null) | select of t
            """)
    void readsAndWritesWhatCanBe(String definition, String operations) {
        SQL.run("create table t " + definition);
        assertThat(operations()).extracting(WorkloadOperation::what).containsExactly(operations.split(", "));
        assertThat(SQL.number("select count(*) from t"))
                .as("nothing is left of trying them")
                .isEqualTo(operations.contains("insert") ? 5 : 0);
    }

    @Test
    void whatFailsBeforehandIsNotBlamedOnTheMigration() {
        SQL.run("create table t (id int primary key, a int)");
        SQL.run("create function refuse() returns trigger language plpgsql as"
                + " $$ begin raise exception 'read only'; end $$");
        SQL.run("create trigger refuse before update on t for each row execute function refuse()");
        assertThat(operations()).extracting(WorkloadOperation::what).containsExactly("select of t", "insert into t");
    }

    @Test
    void anInsertRefersToRowsThatAreThereAndTakesNewNumbers() {
        SQL.run("create table p (id int primary key)");
        SQL.run("create table t (id int primary key, p_id int not null references p)");
        var insert = operations().stream()
                .filter(each -> each.what().equals("insert into t"))
                .findFirst()
                .orElseThrow();
        for (int time = 0; time < 3; time++) insert.once().accept(QuietDsl.over(connection));
        assertThat(SQL.number("select count(*) from t")).isEqualTo(8);
        assertThat(SQL.number("select max(id) from t")).isGreaterThanOrEqualTo(8);
    }

    @Test
    void whatAMigrationBreaksIsTold() {
        SQL.run("create table t (id int primary key, a int, b int)");
        var operations = operations();
        var sql = QuietDsl.over(connection);
        assertThat(Workload.faults(sql, operations)).isEmpty();
        SQL.run("alter table t drop column a");
        assertThat(Workload.faults(sql, operations))
                .containsOnlyKeys(
                        "select of t: column \"a\" does not exist",
                        "update of t.a: column \"a\" does not exist",
                        "insert into t: column \"a\" of relation \"t\" does not exist");
    }

    @ParameterizedTest
    @CsvSource({"40P01, 2, 3, ''", "40P01, 3, 3, lost", "40001, 1, 2, ''", "23505, 1, 1, lost"})
    void aConflictIsTriedAgainAsTheServiceDoes(String state, int failures, int tries, String fault) {
        var tried = new AtomicInteger();
        assertThat(Workload.fault(() -> {
                    if (tried.incrementAndGet() <= failures) {
                        throw new DataAccessException("x", new SQLException("ERROR: lost\n  Detail: why", state));
                    }
                }))
                .isEqualTo(fault);
        assertThat(tried).hasValue(tries);
    }

    @Test
    void aFaultIsToldInOneLineAlsoWithoutACause() {
        assertThat(Workload.said(new DataAccessException("alone\nand more"))).isEqualTo("alone");
    }

    @Test
    void ofATrialNothingIsLeftAndWhatIsRefusedIsThrown() {
        SQL.run("create table t (id int primary key)");
        var sql = QuietDsl.over(connection);
        var insert = operations().getLast();
        Trial.run(sql, insert.once());
        assertThat(SQL.number("select count(*) from t")).isEqualTo(5);
        SQL.run("drop table t");
        assertThatThrownBy(() -> Trial.run(sql, insert.once()))
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("does not exist");
    }

    /** On five rows. */
    private List<WorkloadOperation> operations() {
        var sql = QuietDsl.over(connection);
        return new DataGenerator(sql, (table, rows) -> {})
                .fill(TableMetadata.all(sql), Map.of(), table -> 5).stream()
                        .flatMap(filled -> Workload.of(sql, filled).stream())
                        .toList();
    }
}
