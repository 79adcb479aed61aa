package blog.chain.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.table;

import blog.chain.catalog.TableMetadata;
import blog.platform.config.Settings;
import blog.support.Sql;
import blog.support.TestDatabase;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** There is something to put into a column of any type. */
final class CandidateValuesTest {
    private final Settings.Login login = TestDatabase.bare();
    private final Sql sql = new Sql(login);

    @AfterEach
    void drop() {
        TestDatabase.drop(login);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "smallint",
                "integer",
                "bigint",
                "numeric(5,2)",
                "real",
                "varchar(3)",
                "char(2)",
                "text",
                "boolean",
                "date",
                "time",
                "timestamp",
                "timestamptz",
                "interval",
                "uuid",
                "bytea",
                "json",
                "jsonb",
                "inet",
                "cidr",
                "macaddr",
                "text[]",
                "integer[]",
                "int4range",
                "point",
                "tsvector",
                "xml",
                "bit varying(8)",
                "oid",
                "mood"
            })
    void oneOfThemIsTaken(String type) {
        sql.run("create type mood as enum ('sad', 'glad')");
        sql.run("create table t (a " + type + " not null)");
        assertThat(candidates(false)).anyMatch(this::isTaken);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bigint", "text", "varchar(20)", "uuid", "bytea", "timestamptz", "smallint"})
    void whereItMustBeUniqueOneDiffersFromRowToRow(String type) {
        sql.run("create table t (a " + type + " not null unique)");
        assertThat(candidates(true)).anyMatch(this::isTaken);
    }

    @Test
    void whatPostgresNumbersOrComputesIsLeftToIt() {
        sql.run("create table t (a bigint generated always as identity)");
        assertThat(candidates(false)).containsExactly(Optional.empty());
        sql.run("drop table t");
        sql.run("create table t (a int generated always as (1) stored)");
        assertThat(candidates(false)).containsExactly(Optional.empty());
    }

    @Test
    void aConstantDefaultIsTriedFirstAnotherLast() {
        sql.run("create table t (a int not null default 7)");
        assertThat(candidates(false).getFirst()).isEmpty();
        sql.run("alter table t alter a set default length('x')");
        assertThat(candidates(false).getFirst()).isPresent();
        assertThat(candidates(false).getLast()).isEmpty();
    }

    @Test
    void nullIsTheLastResortWhereItMayBe() {
        sql.run("create table t (a int)");
        assertThat(candidates(false).getLast()).isEmpty();
        sql.run("alter table t alter a set not null");
        assertThat(candidates(false)).doesNotContain(Optional.empty());
    }

    @Test
    void textsAreAsLongAsTheColumn() {
        sql.run("create table t (a varchar(5) not null)");
        for (var candidate : candidates(false)) assertThat(isTaken(candidate)).isTrue();
        assertThat(sql.column("select max(length(a)) from t")).containsExactly("5");
    }

    private List<Optional<Field<?>>> candidates(boolean unique) {
        try (var with = DSL.using(login.jdbcUrl(), login.user(), login.password())) {
            var column = TableMetadata.all(with).getFirst().columns().getFirst();
            return CandidateValues.of(column, 1, unique);
        }
    }

    private boolean isTaken(Optional<Field<?>> candidate) {
        try (var with = DSL.using(login.jdbcUrl(), login.user(), login.password())) {
            insert(with, candidate.orElseThrow());
            return true;
        } catch (DataAccessException refused) {
            return false;
        }
    }

    private static void insert(DSLContext with, Field<?> value) {
        with.insertInto(table(name("t")), List.of(field(name("a"))))
                .select(select(List.of(value)).from(CandidateValues.rows(1, 5)))
                .execute();
    }
}
