package blog.chain.plan;

import static org.assertj.core.api.Assertions.assertThat;

import blog.platform.config.Settings;
import blog.support.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jooq.DSLContext;
import org.jooq.exception.DataAccessException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** Sessions that work in turn on what they are given, and what they had to wait for. */
final class ConcurrentWritersTest {
    private static final Settings.Login LOGIN = TestDatabase.bare();
    private static final long PATIENCE_NANOS = 10_000_000_000L;

    private final AtomicInteger first = new AtomicInteger();
    private final AtomicInteger second = new AtomicInteger();
    private final long begin = System.nanoTime();

    @AfterAll
    static void drop() {
        TestDatabase.drop(LOGIN);
    }

    @Test
    void eachTableHasItsWritersAndEachWriterTakesTurns() {
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        var operations = List.of(
                new WorkloadOperation("a", "one", sql -> first.incrementAndGet()),
                new WorkloadOperation("a", "two", sql -> {
                    second.incrementAndGet();
                    threads.add(Thread.currentThread());
                }),
                new WorkloadOperation("b", "three", sql -> threads.add(Thread.currentThread())));
        var writers = new ConcurrentWriters(new Database(0), operations, 2);
        try (writers) {
            assertThat(writers.count(begin, System.nanoTime()))
                    .as("not started")
                    .isZero();
            writers.start();
            await(() -> threads.size() == 4 && first.get() > 5);
        }
        assertThat(threads).noneMatch(Thread::isAlive);
        assertThat(first.get() - second.get()).as("in turn").isBetween(0, 2);
        assertThat(writers.count(begin, System.nanoTime())).isGreaterThan(first.get() + second.get());
        assertThat(writers.failures(begin, System.nanoTime())).isEmpty();
    }

    @Test
    void aFailureIsCountedByWhatItSaysAndNothingElseStops() {
        var writers = writers(new Database(0), sql -> {
            if (first.incrementAndGet() % 2 == 0) throw new DataAccessException("no table t");
        });
        try (writers) {
            writers.start();
            await(() -> first.get() >= 6);
        }
        long end = System.nanoTime();
        assertThat(writers.failures(begin, end)).containsOnlyKeys("insert into t: no table t");
        assertThat(writers.failures(begin, end).get("insert into t: no table t"))
                .isEqualTo(first.get() / 2);
        assertThat(writers.failures(end, end + 1)).as("afterwards").isEmpty();
        assertThat(writers.failures(begin - 2, begin - 1)).as("before").isEmpty();
    }

    @Test
    void aConnectionThatIsLostIsReplaced() {
        var database = new Database(2);
        var writers = writers(database, sql -> {
            if (first.incrementAndGet() == 1) sql.connection(Connection::close);
            else sql.selectOne().fetch();
        });
        try (writers) {
            writers.start();
            await(() -> first.get() >= 5);
        }
        assertThat(database.asked).hasValueGreaterThanOrEqualTo(3);
    }

    @Test
    void theLongestWaitIsCutToThePeriodAsked() {
        var writers = writers(new Database(0), sql -> {
            first.incrementAndGet();
            sql.connection(connection -> {
                try (var statement = connection.createStatement()) {
                    statement.execute("select pg_sleep(0.1)");
                }
            });
        });
        try (writers) {
            writers.start();
            await(() -> first.get() >= 2);
        }
        long end = System.nanoTime();
        var longest = writers.longest(begin, end);
        assertThat(longest.what()).isEqualTo("insert into t");
        assertThat(longest.time().toMillis()).isGreaterThanOrEqualTo(100);
        assertThat(writers.longest(begin, begin + 1)).isEqualTo(ConcurrentWriters.Wait.NONE);
        assertThat(writers.longest(end, end + 1_000)).isEqualTo(ConcurrentWriters.Wait.NONE);
        assertThat(writers.longest(end - 20_000_000, end).time().toMillis()).isLessThanOrEqualTo(20);
    }

    private static ConcurrentWriters writers(Database database, Consumer<DSLContext> once) {
        return new ConcurrentWriters(database, List.of(new WorkloadOperation("t", "insert into t", once)), 1);
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) throw new AssertionError("it did not come to that");
            Thread.onSpinWait();
        }
    }

    /** One that is out of reach at first. */
    private static final class Database extends PGSimpleDataSource {
        private static final long serialVersionUID = 1L;

        final AtomicInteger asked = new AtomicInteger();
        private final int refused;

        Database(int refused) {
            this.refused = refused;
            setUrl(LOGIN.jdbcUrl());
            setUser(LOGIN.user());
            setPassword(LOGIN.password());
        }

        @Override
        public Connection getConnection() throws SQLException {
            if (asked.incrementAndGet() <= refused) throw new SQLException("out of reach");
            return super.getConnection();
        }
    }
}
