package blog.database;

import static blog.schema.Tables.USERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.jooq.impl.DSL.param;
import static org.jooq.impl.DSL.select;

import blog.config.Settings;
import blog.database.Prepared.Values;
import blog.support.Sql;
import blog.support.TestBlog;
import blog.support.TestDatabase;
import java.time.Instant;
import org.jooq.Param;
import org.jooq.Record1;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class PreparedTest {
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
        database = new Database(login, TestBlog.settings(login).database());
    }

    @AfterAll
    static void close() {
        database.close();
        TestDatabase.drop(login);
    }

    @Test
    void eachValueGoesWhereItsNameStandsHoweverOften() {
        var query = database.prepare(
                select(USERS.ID)
                        .from(USERS)
                        .where(USERS.ID.lt(BELOW))
                        .and(USERS.USERNAME.eq(NAME))
                        .and(USERS.CREATED_AT.ge(SINCE))
                        .and(USERS.USERNAME.eq(NAME)),
                Record1::value1);

        var values = new Values().with(BELOW, 9L).with(NAME, "bob").with(SINCE, Instant.EPOCH);
        assertThat(query.fetch(values)).containsExactly(2L);
        assertThat(query.fetch(values.with(NAME, "ann"))).containsExactly(1L);
        assertThat(query.fetch(values.with(SINCE, Instant.now().plusSeconds(60))))
                .isEmpty();
    }

    @Test
    void aValueThatIsMissingIsNamed() {
        var query = database.prepare(select(USERS.ID).from(USERS).where(USERS.USERNAME.eq(NAME)), Record1::value1);

        assertThatThrownBy(() -> query.fetch(new Values())).hasMessageContaining("name");
    }

    @Test
    void itSeesWhatItsTransactionHasWritten() {
        var query = database.prepare(select(USERS.BIO).from(USERS).where(USERS.USERNAME.eq(NAME)), Record1::value1);

        var seen = database.transaction(() -> {
            var changed = database.sql()
                    .update(USERS)
                    .set(USERS.BIO, "writes")
                    .where(USERS.USERNAME.eq("ann"))
                    .execute();
            assertThat(changed).isEqualTo(1);
            return query.fetch(new Values().with(NAME, "ann"));
        });

        assertThat(seen).containsExactly("writes");
    }
}
