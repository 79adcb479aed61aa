package blog.platform.database;

import blog.platform.problem.Problem;
import blog.platform.problem.Refusal;
import java.sql.SQLException;
import java.util.Set;
import org.jooq.ExecuteContext;
import org.jooq.ExecuteListener;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Translates the errors of a database that went away or took too long into a problem that asks the client to retry.
 */
final class OutageTranslator implements ExecuteListener {
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(OutageTranslator.class);

    /** SQLSTATE classes: connection exception, insufficient resources, operator intervention (time-outs are there too). */
    private static final Set<String> CLASSES = Set.of("08", "53", "57");

    @Override
    public void exception(ExecuteContext ctx) {
        var outage = toProblem(ctx.sqlException());
        if (outage != null) ctx.exception(outage);
    }

    /** Returns the problem for the client; null when the fault is no outage. */
    static @Nullable Problem toProblem(@Nullable SQLException fault) {
        if (fault == null || fault.getSQLState() == null) return null;
        if (!CLASSES.contains(fault.getSQLState().substring(0, 2))) return null;
        LOG.warn(
                "the database is unavailable or cancelled a statement: {} ({})",
                fault.getMessage(),
                fault.getSQLState());
        return Problem.busy(Refusal.DATABASE_OUTAGE, "The database did not answer in time; try again in a moment.");
    }
}
