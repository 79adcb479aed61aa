package blog.chain.migrations;

import static org.assertj.core.api.Assertions.assertThat;

import blog.platform.config.Settings;
import blog.support.Sql;
import blog.support.TestDatabase;
import java.util.List;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Indexes that a build has left unfinished, by names that SQL understands. */
final class InvalidIndexesTest {
    private final Settings.Login login = TestDatabase.bare();
    private final Sql sql = new Sql(login);

    @AfterEach
    void drop() {
        TestDatabase.drop(login);
    }

    @Test
    void areNamedAsSqlHasToNameThem() {
        sql.run("create schema depot");
        for (var table : List.of("public.books", "depot.books")) {
            sql.run("create table " + table + " (id int)");
            sql.run("insert into " + table + " values (1), (1)");
        }
        assertThat(sql.state("create unique index concurrently plain_key on books (id)"))
                .isEqualTo("23505");
        sql.state("create unique index concurrently \"Odd key\" on books (id)");
        sql.state("create unique index concurrently far_key on depot.books (id)");
        sql.state("create unique index concurrently \"Far\" on depot.books (id)");
        assertThat(found().names()).containsExactly("\"depot\".\"Far\"", "depot.far_key", "\"Odd key\"", "plain_key");
        found().names().forEach(name -> sql.run("drop index " + name));
        assertThat(found().names()).isEmpty();
    }

    @Test
    void thatOfAPartitionedTableWaitsForThoseOfItsPartitions() {
        sql.run("create table parts (a int) partition by list (a)");
        sql.run("create table part partition of parts for values in (1)");
        sql.run("create index parts_a_idx on only parts (a)");
        assertThat(sql.number("select count(*) from pg_index where not indisvalid"))
                .isOne();
        assertThat(found().names()).isEmpty();
    }

    @Test
    void theAdviceFitsWhatWasRun() {
        var some = new InvalidIndexes(List.of("a", "b"));
        assertThat(some.afterFailure()).endsWith("    drop index concurrently a;\n    drop index concurrently b;");
        assertThat(some.afterSuccess())
                .startsWith("All migrations are applied, but")
                .endsWith("    reindex index concurrently a;\n    reindex index concurrently b;");
        assertThat(some.afterUndo())
                .startsWith("All of it is undone, but")
                .endsWith("    reindex index concurrently a;\n    reindex index concurrently b;");
        var none = new InvalidIndexes(List.of());
        assertThat(none.afterFailure() + none.afterSuccess() + none.afterUndo()).isEmpty();
    }

    private InvalidIndexes found() {
        try (var with = DSL.using(login.jdbcUrl(), login.user(), login.password())) {
            return InvalidIndexes.of(with);
        }
    }
}
