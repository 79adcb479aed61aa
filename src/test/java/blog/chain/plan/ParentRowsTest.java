package blog.chain.plan;

import static org.assertj.core.api.Assertions.assertThat;

import blog.chain.catalog.TableMetadata;
import blog.platform.config.Settings;
import blog.support.ScratchTransaction;
import blog.support.Sql;
import blog.support.TestDatabase;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jooq.Table;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rows that a table's rows refer to. */
final class ParentRowsTest {
    private static final Settings.Login LOGIN = TestDatabase.bare();

    private final ScratchTransaction scratch = new ScratchTransaction(LOGIN);

    @BeforeAll
    static void build() {
        var sql = new Sql(LOGIN);
        sql.run("create table a (id int primary key, x int, y int, unique (x, y))");
        sql.run("create table b (id int primary key)");
        sql.run("create table nobody (id int primary key)");
        sql.run("insert into a select n * 10, n, -n from generate_series(1, 3) n");
        sql.run("insert into b values (7), (8)");
    }

    @AfterAll
    static void drop() {
        TestDatabase.drop(LOGIN);
    }

    @AfterEach
    void undo() {
        scratch.close();
    }

    /** Of three parents in a and two in b. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            no foreign key           | (a int primary key)                                             | 100
            many children            | (a_id int references a)                                         | 100
            one child each           | (a_id int primary key references a)                             | 3
            one child each of two    | (a_id int unique references a, b_id int unique references b)    | 2
            each pair once           | (a_id int references a, b_id int references b, primary key (a_id, b_id)) | 6
            each pair and number     | (a_id int references a, n int, primary key (a_id, n))           | 100
            itself                   | (id int primary key, c_id int unique references c)              | 100
            """)
    void asManyAsTheUniqueKeysLeaveRoomFor(String what, String definition, long rows) {
        assertThat(parents(definition).atMost(100)).as(what).isEqualTo(rows);
        assertThat(parents(definition).atMost(1)).as(what).isEqualTo(1);
    }

    @Test
    void everyPairOccursOnceBeforeOneOccursTwice() {
        assertThat(rows("(a_id int references a, b_id int references b, primary key (a_id, b_id))", 6))
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrder("10 7", "10 8", "20 7", "20 8", "30 7", "30 8");
    }

    @Test
    void aKeyOfSeveralColumnsTakesThemFromOneRow() {
        assertThat(rows("(p int, q int, foreign key (q, p) references a (y, x))", 3))
                .containsExactlyInAnyOrder("-1 1", "-2 2", "-3 3");
    }

    @Test
    void ofTwoKeysOverOneColumnTheFirstDecides() {
        var parents = parents("(id int references a, constraint z foreign key (id) references b)");
        assertThat(parents.values()).containsOnlyKeys("id");
        assertThat(parents.samples(scratch.sql(), 9))
                .allSatisfy(row -> assertThat(row).hasSize(1));
    }

    @Test
    void withoutAnyParentThereAreNoRowsAndItIsTold() {
        assertThat(parents("(a_id int references a, n_id int references nobody)")
                        .missing())
                .isEqualTo("[n_id] needs rows to refer to");
        assertThat(parents("(a_id int references a)").missing()).isEmpty();
        assertThat(parents("(id int primary key, c_id int references c)").missing())
                .as("itself")
                .isEmpty();
    }

    @Test
    void samplesAreRowsThatAreThere() {
        assertThat(parents("(b_id int references b)").samples(scratch.sql(), 5))
                .hasSize(5)
                .contains(Map.of("b_id", 7), Map.of("b_id", 8));
        assertThat(parents("(n int)").samples(scratch.sql(), 5)).containsExactly(Map.of());
    }

    private List<String> rows(String definition, int count) {
        return parents(definition).samples(scratch.sql(), count).stream()
                .map(row -> String.join(
                        " ", row.values().stream().map(String::valueOf).toList()))
                .toList();
    }

    private ParentRows parents(String definition) {
        scratch.run("drop table if exists c; create table c " + definition);
        var filled = new LinkedHashMap<Long, Table<?>>();
        for (var table : TableMetadata.all(scratch.sql())) {
            if (table.name().equals("c")) return new ParentRows(scratch.sql(), table, filled);
            filled.put(table.oid(), table.table());
        }
        throw new AssertionError("no table c");
    }
}
