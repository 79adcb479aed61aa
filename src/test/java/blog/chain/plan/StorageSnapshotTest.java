package blog.chain.plan;

import static org.assertj.core.api.Assertions.assertThat;

import blog.platform.config.Settings;
import blog.support.Sql;
import blog.support.TestDatabase;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A table or an index that PostgreSQL rewrote is recognized by its file. */
final class StorageSnapshotTest {
    private final Settings.Login login = TestDatabase.bare();
    private final Sql sql = new Sql(login);

    @BeforeEach
    void fill() {
        sql.run("create table a (id int constraint a_pkey primary key, b varchar(20))");
        sql.run("insert into a select i, 'x' from generate_series(1, 1000) i");
        sql.run("create materialized view counted as select 1 as rows");
    }

    @AfterEach
    void drop() {
        TestDatabase.drop(login);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            alter table a alter id type bigint                                 | table a, index a_pkey
            alter table a alter b type varchar(30)                             | ''
            alter table a add c int not null default 7                         | ''
            alter table a add c uuid not null default gen_random_uuid()        | table a, index a_pkey
            reindex index a_pkey                                               | index a_pkey
            alter table a rename to z                                          | ''
            update a set b = 'y'                                               | ''
            truncate a                                                         | table a, index a_pkey
            drop table a                                                       | ''
            create table z (id int primary key)                                | ''
            refresh materialized view counted                                  | table counted
            drop table a; create table a (id int constraint a_pkey primary key) | table a, index a_pkey
            create schema other; create table other.a (id int constraint a_pkey primary key) | ''
            """)
    void aRewriteIsSeen(String statement, String rewritten) {
        var before = snapshot();
        sql.run(statement);
        assertThat(String.join(", ", snapshot().rewrittenSince(before))).isEqualTo(rewritten);
    }

    @Test
    void whatIsAddedIsMeasuredIndexesIncludedAndNothingTwice() {
        var before = snapshot();
        sql.run("create index a_b_idx on a (b)");
        var size =
                Long.parseLong(sql.column("select pg_relation_size('a_b_idx')").getFirst());
        assertThat(snapshot().bytesSince(before)).isEqualTo(size);
        assertThat(snapshot().names()).containsExactly("a", "a_b_idx", "a_pkey", "counted");
        sql.run("drop index a_b_idx");
        assertThat(snapshot().bytesSince(before)).isZero();
    }

    private StorageSnapshot snapshot() {
        try (var with = DSL.using(login.jdbcUrl(), login.user(), login.password())) {
            return StorageSnapshot.of(with);
        }
    }
}
