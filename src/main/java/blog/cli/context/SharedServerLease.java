package blog.cli.context;

import static blog.schema.postgres.Tables.PG_STAT_ACTIVITY;
import static org.jooq.impl.DSL.inline;

import blog.platform.config.Settings;
import blog.platform.problem.CannotRunException;
import blog.schema.postgres.Routines;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;

/**
 * A lease on Blog's own server for commands that use it at the same time. Each holds a session throughout, so that the
 * one that started the server sees it even between two statements, and stops the server only when no other command is
 * left.
 */
final class SharedServerLease implements AutoCloseable {
    /** The advisory lock of whoever ends the server: while it is held, nobody can join. Any number nobody else takes. */
    private static final long LOCK = 0x626c6f67L;

    private static final long BETWEEN_LOOKS = 100;
    private static final Duration SILENCE = Duration.ofMillis(1500);

    private final Connection session;
    private final DSLContext sql;

    private SharedServerLease(Connection session) {
        this.session = session;
        this.sql = DSL.using(session, SQLDialect.POSTGRES);
    }

    /**
     * Empty when the server is ending.
     *
     * @throws CannotRunException when it refuses for another reason
     */
    static Optional<SharedServerLease> join(Settings.Login login) {
        try {
            var lease = of(login);
            if (lease.mayJoin()) return Optional.of(lease);
            lease.close();
            return Optional.empty();
        } catch (SQLException fault) {
            if (isEnding(fault)) return Optional.empty();
            throw new CannotRunException(
                    "Blog's own database runs, and refused the connection: " + fault.getMessage(), fault);
        }
    }

    private boolean mayJoin() {
        try {
            if (!tryLock()) return false;
            unlock();
            return true;
        } catch (DataAccessException ending) {
            return false;
        }
    }

    /** Returns whether there is, or soon will be, no server any more. */
    static boolean isEnding(SQLException fault) {
        var state = String.valueOf(fault.getSQLState());
        return state.startsWith("08") || state.startsWith("57P");
    }

    static SharedServerLease of(Settings.Login login) throws SQLException {
        return new SharedServerLease(CommandConnections.to(login).getConnection());
    }

    /** Returns when nobody else is there, nor can join any more while this is held. */
    void awaitOthers(PrintWriter errors) throws InterruptedException {
        var since = System.nanoTime();
        boolean announced = false;
        while (!alone()) {
            var others = others();
            if (!announced && !others.isEmpty() && System.nanoTime() - since > SILENCE.toNanos()) {
                errors.println("Waiting for another ./blog command, which uses Blog's own database, to end: "
                        + String.join(", ", others) + ". The database ends with this command; Ctrl-C ends it now.");
                announced = true;
            }
            Thread.sleep(BETWEEN_LOOKS);
        }
    }

    /** The lock is taken first: who joins in between is seen, or sees that it is taken. */
    private boolean alone() {
        if (!tryLock()) return false;
        if (others().isEmpty()) return true;
        unlock();
        return false;
    }

    private List<String> others() {
        return sql.select(PG_STAT_ACTIVITY.APPLICATION_NAME, PG_STAT_ACTIVITY.PID)
                .from(PG_STAT_ACTIVITY)
                .where(isSomebodyElse())
                .orderBy(PG_STAT_ACTIVITY.BACKEND_START)
                .fetch(row -> row.value1() + " (session " + row.value2() + ")");
    }

    private static Condition isSomebodyElse() {
        return PG_STAT_ACTIVITY
                .BACKEND_TYPE
                .eq(inline("client backend"))
                .and(PG_STAT_ACTIVITY.PID.ne(Routines.pgBackendPid()))
                // Somebody's psql, left open, must not keep a command from ending.
                .and(PG_STAT_ACTIVITY.APPLICATION_NAME.startsWith(inline(CommandConnections.APPLICATION)));
    }

    private boolean tryLock() {
        return Boolean.TRUE.equals(Routines.pgTryAdvisoryLock1(sql.configuration(), LOCK));
    }

    private void unlock() {
        Routines.pgAdvisoryUnlock1(sql.configuration(), LOCK);
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (SQLException gone) {
            // Its server has ended, and the session with it.
        }
    }
}
