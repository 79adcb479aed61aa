package blog.chain.migrations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import blog.platform.config.Settings;
import blog.platform.problem.CannotRunException;
import blog.support.Sql;
import blog.support.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** The lock that runs of Flyway and of Blog share. */
final class FlywayLockTest {
    private static final String HOLDERS = "select count(*) from pg_locks join pg_database d on d.oid = database"
            + " where locktype = 'advisory' and d.datname = current_database() and granted";

    private final Settings.Login login = TestDatabase.bare();
    private final Sql sql = new Sql(login);
    private final List<Connection> opened = new ArrayList<>();
    private final AtomicInteger waits = new AtomicInteger();

    @AfterEach
    void drop() {
        TestDatabase.drop(login);
    }

    @Test
    void isHeldUntilItIsClosed() {
        try (var _ = FlywayLock.take(source(login.port(), ""), counting())) {
            assertThat(sql.number(HOLDERS)).isOne();
            FlywayLock.announce(source(login.port(), ""), counting());
            assertThat(waits).hasValue(1);
        }
        assertThat(sql.number(HOLDERS)).isZero();
        FlywayLock.announce(source(login.port(), ""), counting());
        assertThat(waits).as("nobody is there any more").hasValue(1);
    }

    @Test
    void isOfOneSchema() {
        sql.run("create schema depot");
        try (var _ = FlywayLock.take(source(login.port(), ""), counting());
                var _ = FlywayLock.take(source(login.port(), "depot"), counting())) {
            assertThat(sql.number(HOLDERS)).isEqualTo(2);
        }
        assertThat(waits).hasValue(0);
    }

    @Test
    void whoeverWaitsCanBeInterruptedAndLeavesNoSession() throws SQLException {
        try (var _ = FlywayLock.take(source(login.port(), ""), counting())) {
            MigrationProgress interrupting = new MigrationProgress() {
                @Override
                public void applied(String version, String description, Duration time) {}

                @Override
                public void waits() {
                    Thread.currentThread().interrupt();
                }
            };
            assertThatThrownBy(() -> FlywayLock.take(source(login.port(), ""), interrupting))
                    .isInstanceOf(CannotRunException.class)
                    .hasMessage("Interrupted while waiting for another run to end.");
            assertThat(Thread.interrupted()).isTrue();
            assertThat(sql.number(HOLDERS)).isOne();
            assertThat(opened.getFirst().isClosed()).isFalse();
            assertThat(opened.getLast().isClosed()).isTrue();
        }
    }

    @Test
    void aServerThatIsNotThereIsSaid() {
        assertThatThrownBy(() -> FlywayLock.take(source(1, ""), counting()))
                .isInstanceOf(CannotRunException.class)
                .hasMessageStartingWith("Cannot take the migration lock: ")
                .hasMessageContaining("refused");
    }

    private MigrationProgress counting() {
        return new MigrationProgress() {
            @Override
            public void applied(String version, String description, Duration time) {}

            @Override
            public void waits() {
                waits.incrementAndGet();
            }
        };
    }

    private PGSimpleDataSource source(int port, String schema) {
        var source = new PGSimpleDataSource() {
            @Override
            public Connection getConnection() throws SQLException {
                opened.add(super.getConnection());
                return opened.getLast();
            }
        };
        source.setServerNames(new String[] {login.host()});
        source.setPortNumbers(new int[] {port});
        source.setDatabaseName(login.database());
        source.setUser(login.user());
        source.setPassword(login.password());
        if (!schema.isEmpty()) source.setCurrentSchema(schema);
        return source;
    }
}
