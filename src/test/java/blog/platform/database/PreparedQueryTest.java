package blog.platform.database;

import static blog.schema.Tables.USERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.jooq.impl.DSL.param;
import static org.jooq.impl.DSL.select;

import blog.platform.config.Settings;
import blog.platform.database.PreparedQuery.Values;
import blog.support.Sql;
import blog.support.TestBlog;
import blog.support.TestDatabase;
import java.time.Instant;
import org.jooq.Param;
import org.jooq.Record;
import org.jooq.SelectConditionStep;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class PreparedQueryTest {
    private static final Param<String> NAME = param("name", USERS.USERNAME);
    private static final Param<Long> BELOW = param("below", USERS.ID);
    private static final Param<Instant> SINCE = param("since", USERS.CREATED_AT);

    private static Settings.Login login;
    private static Database database;

    @BeforeAll
    static void open() {
        login = TestDatabase.fresh();
        new Sql(login)
                .run(
                        "insert into users (username, email, password_hash) select n, n || '@example.org', 'x' from unnest(array['ann', 'bob']) n");
        database = new Database(TestBlog.settings(login).database());
        database.connect(login);
    }

    @AfterAll
    static void close() {
        database.close();
        TestDatabase.drop(login);
    }

    @Test
    void eachValueGoesWhereItsNameStandsHoweverOften() {
        var query = database.prepare(
                said().and(USERS.ID.lt(BELOW)).and(USERS.CREATED_AT.ge(SINCE)).and(USERS.USERNAME.eq(NAME)), MAPPER);

        var values = new Values().with(BELOW, 9L).with(NAME, "bob").with(SINCE, Instant.EPOCH);
        assertThat(query.fetch(values)).extracting(Said::id).containsExactly(2L);
        assertThat(query.fetch(values.with(NAME, "ann"))).extracting(Said::id).containsExactly(1L);
        assertThat(query.fetch(values.with(SINCE, Instant.now().plusSeconds(60))))
                .isEmpty();
    }

    @Test
    void columnsComeAsTheirTypesAndNothingAsNull() {
        var query = database.prepare(said(), MAPPER);

        new Sql(login).run("update users set created_at = '2026-03-01T10:00:00.123456+01:00' where username = 'bob'");
        assertThat(query.fetch(new Values().with(NAME, "bob")))
                .containsExactly(new Said(2L, null, Instant.parse("2026-03-01T09:00:00.123456Z")));
    }

    @Test
    void aValueThatIsMissingIsNamed() {
        var query = database.prepare(said(), MAPPER);

        assertThatThrownBy(() -> query.fetch(new Values())).hasMessageContaining("name");
    }

    @Test
    void itSeesWhatItsTransactionHasWritten() {
        var query = database.prepare(said(), MAPPER);

        var seen = database.transaction(() -> {
            var changed = database.sql()
                    .update(USERS)
                    .set(USERS.BIO, "writes")
                    .where(USERS.USERNAME.eq("ann"))
                    .execute();
            assertThat(changed).isEqualTo(1);
            return query.fetch(new Values().with(NAME, "ann"));
        });

        assertThat(seen).extracting(Said::bio).containsExactly("writes");
    }

    @Test
    void aColumnThatMayBeNullIsDeclaredSo() {
        assertThatThrownBy(() -> new RowMapper<String>() {
                    private final Column<String> bio = column(USERS.BIO);

                    @Override
                    protected String map(Row row) {
                        return bio.of(row);
                    }
                })
                .hasMessageContaining("may be null");
    }

    @Test
    void aQueryThatSelectsOtherColumnsIsRefused() {
        assertThatThrownBy(() -> database.prepare(select(USERS.ID).from(USERS), MAPPER))
                .hasMessageContaining("selects other columns");
    }

    private record Said(Long id, @Nullable String bio, Instant createdAt) {}

    private static final RowMapper<Said> MAPPER = new RowMapper<>() {
        private final Column<Long> id = column(USERS.ID);
        private final Column<@Nullable String> bio = nullable(USERS.BIO);
        private final Column<Instant> createdAt = column(USERS.CREATED_AT);

        @Override
        protected Said map(Row row) {
            return new Said(id.of(row), bio.of(row), createdAt.of(row));
        }
    };

    private static SelectConditionStep<Record> said() {
        return select(MAPPER.columns()).from(USERS).where(USERS.USERNAME.eq(NAME));
    }
}
