package blog.database;

import blog.problem.Problem;
import java.util.Set;
import org.jooq.ExecuteContext;
import org.jooq.ExecuteListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns a database that went away, or took too long, into an answer that asks the client to come back. */
final class Outage implements ExecuteListener {
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(Outage.class);

    /** SQLSTATE classes: connection exception, insufficient resources, operator intervention (time-outs are there too). */
    private static final Set<String> CLASSES = Set.of("08", "53", "57");

    @Override
    public void exception(ExecuteContext ctx) {
        var fault = ctx.sqlException();
        if (fault == null || fault.getSQLState() == null) return;
        if (!CLASSES.contains(fault.getSQLState().substring(0, 2))) return;
        LOG.warn("statement gave up: {} ({})", fault.getMessage(), fault.getSQLState());
        ctx.exception(Problem.busy("The database did not answer in time; try again in a moment."));
    }
}
