package blog.platform.database;

import static blog.schema.Tables.USERS;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import blog.support.TestBlog;
import blog.support.TestDatabase;
import org.jooq.exception.DataAccessException;
import org.junit.jupiter.api.Test;

class DatabaseTest {
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
