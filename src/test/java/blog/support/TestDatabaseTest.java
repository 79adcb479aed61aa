package blog.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import blog.chain.migrations.Migrator;
import blog.platform.config.Settings;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** Databases of tests are their own, and are dropped. */
final class TestDatabaseTest {
    @Test
    void freshDatabasesAreMigratedAndApart() throws SQLException {
        var one = TestDatabase.fresh();
        var other = TestDatabase.fresh();
        run(one, "insert into users (username, email, password_hash) values ('ada', 'ada@example.com', 'x')");
        assertThat(users(one)).isEqualTo(1);
        assertThat(users(other)).isZero();
        assertThat(Migrator.of(one).status().current()).isTrue();
    }

    @Test
    void aBareDatabaseHasNoSchema() {
        var status = Migrator.of(TestDatabase.bare()).status();
        assertThat(status.applied()).isEmpty();
        assertThat(status.pending()).isEqualTo(Migrator.packaged());
    }

    @Test
    void aDroppedDatabaseIsGone() {
        var database = TestDatabase.fresh();
        TestDatabase.drop(database);
        assertThatThrownBy(() -> TestDatabase.connect(database)).hasMessageContaining("does not exist");
    }

    private static void run(Settings.Login database, String statement) throws SQLException {
        try (var connection = TestDatabase.connect(database);
                var sql = connection.createStatement()) {
            sql.execute(statement);
        }
    }

    private static int users(Settings.Login database) throws SQLException {
        try (var connection = TestDatabase.connect(database);
                var sql = connection.createStatement();
                var rows = sql.executeQuery("select count(*) from users")) {
            rows.next();
            return rows.getInt(1);
        }
    }
}
