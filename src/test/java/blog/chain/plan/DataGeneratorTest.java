package blog.chain.plan;

import static org.assertj.core.api.Assertions.assertThat;

import blog.chain.catalog.TableMetadata;
import blog.platform.config.Settings;
import blog.support.Sql;
import blog.support.TestDatabase;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jooq.DSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tables are filled with rows that their constraints accept, or it is told why not. */
final class DataGeneratorTest {
    private static final Settings.Login LOGIN = TestDatabase.bare();
    private static final Sql SQL = new Sql(LOGIN);

    private final Map<String, Long> told = new TreeMap<>();

    @BeforeEach
    void empty() {
        SQL.run("drop schema public cascade; create schema public");
    }

    @AfterAll
    static void drop() {
        TestDatabase.drop(LOGIN);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            no columns at all              | ()
            only what PostgreSQL numbers   | (id int generated always as identity primary key)
            a range of numbers             | (a smallint not null check (a between 1 and 100))
            a negative number              | (a int not null check (a < 0))
            an address                     | (a text not null check (a like '%_@_%.__%'))
            an upper-case code             | (a text not null check (a ~ '^[A-Z]{3}$'))
            a fixed length                 | (a text not null check (length(a) = 64))
            a short unique text            | (a varchar(5) not null unique)
            a link, short enough           | (a varchar(40) not null check (a like 'https://%'))
            two that depend on each other  | (a int not null, b int not null, check (b > a))
            an order of times              | (a timestamptz not null, b timestamptz not null check (a < b))
            a time long past               | (a date not null check (a < '2024-01-01'))
            one of several values          | (a text not null check (a in ('en', 'de')))
            unique without regard to case  | (a text not null); create unique index on t (lower(a))
            unique pairs                   | (a int not null, b boolean not null, unique (a, b))
            no two that overlap            | (a int4range not null, exclude using gist (a with &&))
            nothing but null               | (a int check (a is null))
            a default that is computed     | (a uuid not null default gen_random_uuid())
            a column made of another       | (a int not null, b int generated always as (a * 2) stored check (b > 0))
            """)
    void aTableIsFilledThatHas(String what, String definition) {
        SQL.run("create table t " + definition);
        assertThat(fill(120)).as(what).allMatch(each -> each.fault().isEmpty() && each.rows() == 120);
        assertThat(SQL.number("select count(*) from t")).isEqualTo(120);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            create type mood as enum ('sad', 'glad') | mood   | check (a <> 'sad')
            create domain part as int                | part   | check (a > 0)
            create domain code as text check (value ~ '^W[0-9]+$') | code | unique
            create domain code5 as text check (length(value) = 32) | code5 | unique
            """)
    void aTypeOfOnesOwnIsFilledThatHas(String type, String name, String constraint) {
        SQL.run(type);
        SQL.run("create table t (a " + name + " not null " + constraint + ")");
        assertThat(fill(50).getFirst().fault()).isEmpty();
        assertThat(SQL.number("select count(*) from t")).isEqualTo(50);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            (a text not null constraint t_a_check check (a = 'nobody guesses this')) | t_a_check (refuses all that was tried)
            (a boolean not null constraint t_a_key unique)                          | t_a_key (refuses all that was tried)
            """)
    void ofATableThatRefusesAllTheConstraintIsTold(String definition, String fault) {
        SQL.run("create table t " + definition);
        var filled = fill(5).getFirst();
        assertThat(filled.fault()).isEqualTo(fault);
        assertThat(filled.rows()).isZero();
        assertThat(SQL.number("select count(*) from t")).isZero();
    }

    @Test
    void whereNoConstraintIsNamedPostgresIsQuoted() {
        SQL.run("create table t (a int not null)");
        SQL.run("create function refuse() returns trigger language plpgsql as"
                + " $$ begin raise exception 'never on a Sunday'; end $$");
        SQL.run("create trigger refuse before insert on t for each row execute function refuse()");
        assertThat(fill(5).getFirst().fault()).isEqualTo("never on a Sunday (refuses all that was tried)");
    }

    @Test
    void valuesThatAFewRowsAcceptButNotAllMakeWayForOthers() {
        SQL.run("create table t (a smallint not null check (a between 1 and 100), b int not null check (b > 100))");
        assertThat(fill(300).getFirst().fault()).isEqualTo("t_b_check (refuses all that was tried)");
        SQL.run("create table u (a int not null check (a <= 4))");
        assertThat(fill(300).getLast().fault()).isEmpty();
        assertThat(SQL.number("select count(distinct a) from u"))
                .as("a constant")
                .isEqualTo(1);
    }

    @Test
    void aTableOfNoRowsIsNoFaultAndOneOfOneRowHasThat() {
        SQL.run("create table t (a int primary key)");
        assertThat(fill(0).getFirst().fault()).isEmpty();
        assertThat(told).isEmpty();
        assertThat(fill(1).getFirst().rows()).isEqualTo(1);
        assertThat(told).containsExactly(Map.entry("t", 1L));
        assertThat(SQL.column("select a from t")).containsExactly("1");
    }

    @Test
    void whatIsFilledAlreadyIsLeftAsItIs() {
        SQL.run("create table t (a int primary key)");
        fill(3);
        var again = fill(tables(), Map.of("t", 3L), 100);
        assertThat(again.getFirst().rows()).isEqualTo(3);
        assertThat(again.getFirst().fault()).isEmpty();
        assertThat(SQL.column("select a from t order by a")).containsExactly("1", "2", "3");
    }

    /** A copy is filled with foreign keys switched off, and has to agree with them all the same. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            (id int generated always as identity primary key, up int constraint t_up_fkey references t)
            (id uuid primary key default gen_random_uuid(), up uuid constraint t_up_fkey references t)
            (id int primary key, up int constraint t_up_fkey references t check (up is not null))
            """)
    void rowsOfATableThatRefersToItselfReferToNoneThatIsNotThere(String definition) {
        SQL.run("create table t " + definition);
        var tables = tables();
        SQL.run("alter table t drop constraint t_up_fkey");
        assertThat(fill(tables, Map.of(), 200).getFirst().rows()).isEqualTo(200);
        SQL.run("alter table t add constraint t_up_fkey foreign key (up) references t");
    }

    private List<DataGenerator.Filled> fill(long rows) {
        return fill(tables(), Map.of(), rows);
    }

    private List<DataGenerator.Filled> fill(List<TableMetadata> tables, Map<String, Long> before, long rows) {
        return with(sql -> new DataGenerator(sql, told::put).fill(tables, before, table -> rows));
    }

    private static List<TableMetadata> tables() {
        return with(TableMetadata::all);
    }

    private static <T> T with(Function<DSLContext, T> work) {
        try (var connection = SQL.connect()) {
            return work.apply(QuietDsl.over(connection));
        } catch (SQLException fault) {
            throw new AssertionError(fault);
        }
    }
}
