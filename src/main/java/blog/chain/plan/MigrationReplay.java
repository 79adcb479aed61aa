package blog.chain.plan;

import blog.chain.migrations.MigrationScript;
import blog.chain.migrations.MigrationScripts;
import blog.chain.migrations.ScriptStatement;
import blog.chain.migrations.StatementListener;
import blog.chain.migrations.StatementRunner;
import blog.platform.problem.CannotRunException;
import blog.schema.postgres.Routines;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.jooq.DSLContext;

/** Runs one migration as Flyway would, and observes it from its own connection and from another. */
final class MigrationReplay implements StatementListener {
    /** One statement. */
    record Measured(
            ScriptStatement step, long from, Duration time, Set<HeldLock> locks, List<String> rewritten, long bytes) {}

    /**
     * The whole file.
     *
     * @param from and to in nanoseconds
     * @param ending the time of the commit
     */
    record Run(
            MigrationScript script, boolean transactional, List<Measured> steps, long from, long to, Duration ending) {
        Duration time() {
            return steps.stream().map(Measured::time).reduce(ending, Duration::plus);
        }

        /** From the first statement that kept everybody out of a table until the file was done; without our own looking. */
        Duration exclusive() {
            var held = Duration.ZERO;
            boolean holds = false;
            for (var step : steps) {
                boolean takes = step.locks.stream().anyMatch(lock -> lock.mode() == HeldLock.Mode.ACCESS_EXCLUSIVE);
                holds = takes || holds && transactional;
                if (holds) held = held.plus(step.time);
            }
            return holds && transactional ? held.plus(ending) : held;
        }
    }

    private static final String DEADLOCK = "40P01";

    private final Connection connection;
    private final DSLContext own;
    private final DSLContext beside;
    private final int process;
    private final boolean transactional;
    private final Set<String> known;
    private final List<Measured> steps = new ArrayList<>();
    private StorageSnapshot before;
    private Set<HeldLock> held = Set.of();
    private LockSampler sampler;
    private long since;

    private MigrationReplay(Connection connection, Connection observer, boolean transactional) {
        this.connection = connection;
        this.transactional = transactional;
        own = QuietDsl.over(connection);
        beside = QuietDsl.over(observer);
        process = own.select(Routines.pgBackendPid()).fetchSingle().value1();
        before = StorageSnapshot.of(own);
        known = before.names();
        sampler = LockSampler.idle();
    }

    static Run run(DataSource database, MigrationScripts scripts, MigrationScript script) {
        var steps = scripts.steps(script);
        boolean transactional = scripts.transactional(script);
        try (var connection = database.getConnection();
                var observer = database.getConnection()) {
            connection.setAutoCommit(!transactional);
            var replay = new MigrationReplay(connection, observer, transactional);
            return replay.run(script, steps);
        } catch (SQLException fault) {
            throw new CannotRunException(
                    "Migration " + script.file() + " fails on the copy, as it would on the database:\n"
                            + fault.getMessage(),
                    fault);
        }
    }

    static boolean wasDeadlock(CannotRunException failed) {
        return failed.getCause() instanceof SQLException fault && DEADLOCK.equals(fault.getSQLState());
    }

    private Run run(MigrationScript script, List<ScriptStatement> all) throws SQLException {
        long from = System.nanoTime();
        try {
            StatementRunner.run(connection, all, this);
        } finally {
            sampler.close();
        }
        long end = System.nanoTime();
        if (transactional) connection.commit();
        long to = System.nanoTime();
        return new Run(script, transactional, steps, from, to, Duration.ofNanos(to - end));
    }

    @Override
    public void before(ScriptStatement step) {
        if (!transactional) sampler = LockSampler.of(beside, process);
        since = System.nanoTime();
    }

    @Override
    public void after(ScriptStatement step, Duration time) {
        var now = transactional ? HeldLock.heldBy(beside, process) : sampler.end();
        var locks = new HashSet<>(now);
        locks.removeAll(held);
        locks.removeIf(lock -> !known.contains(lock.relation()));
        held = transactional ? now : Set.of();
        var snapshot = StorageSnapshot.of(own);
        steps.add(new Measured(step, since, time, locks, snapshot.rewrittenSince(before), snapshot.bytesSince(before)));
        before = snapshot;
    }

    static List<String> described(Set<HeldLock> locks) {
        return HeldLock.strongestFirst(locks).map(HeldLock::toString).toList();
    }
}
