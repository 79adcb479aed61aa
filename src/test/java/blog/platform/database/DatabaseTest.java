package blog.platform.database;

import static blog.schema.Tables.USERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import blog.platform.problem.Problem;
import blog.support.Sql;
import blog.support.TestBlog;
import blog.support.TestDatabase;
import java.util.concurrent.atomic.AtomicInteger;
import org.jooq.exception.DataAccessException;
import org.junit.jupiter.api.Test;

class DatabaseTest {
    /** Nobody knows whether it was kept, so whoever asked is told so, and nothing is done twice. */
    @Test
    void aConnectionThatBreaksAtTheCommitIsAnOutageAndNotTriedAgain() {
        var login = TestDatabase.fresh();
        new Sql(login)
                .run("create function break() returns trigger language plpgsql as"
                        + " $$ begin perform pg_terminate_backend(pg_backend_pid()); return null; end $$;"
                        + " create constraint trigger breaks after insert on users deferrable initially deferred"
                        + " for each row execute function break()");
        var attempts = new AtomicInteger();
        try (var database = new Database(TestBlog.settings(login).database())) {
            database.connect(login);
            assertThatThrownBy(() -> database.transaction(() -> {
                        attempts.incrementAndGet();
                        return database.sql()
                                .insertInto(USERS)
                                .set(USERS.USERNAME, "ann")
                                .set(USERS.EMAIL, "ann@example.org")
                                .set(USERS.PASSWORD_HASH, "x")
                                .execute();
                    }))
                    .isInstanceOfSatisfying(
                            Problem.class, problem -> assertThat(problem.kind()).isEqualTo(Problem.Kind.BUSY));
            assertThat(attempts).hasValue(1);
        } finally {
            TestDatabase.drop(login);
        }
    }

    /** Since errors are logged. */
    @Test
    void anErrorNamesTheConstraintAndNoValue() {
        var login = TestDatabase.fresh();
        try (var database = new Database(TestBlog.settings(login).database())) {
            database.connect(login);
            var insert = database.sql()
                    .insertInto(USERS)
                    .set(USERS.USERNAME, "ann")
                    .set(USERS.EMAIL, "ann@example.org")
                    .set(USERS.PASSWORD_HASH, "x");
            insert.execute();
            assertThatThrownBy(insert::execute)
                    .isInstanceOf(DataAccessException.class)
                    .hasMessageContaining("users_username_key")
                    .hasMessageNotContaining("Key (");
        } finally {
            TestDatabase.drop(login);
        }
    }
}
