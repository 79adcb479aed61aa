package blog.ops;

import static blog.http.Access.ANYONE;
import static io.javalin.http.HttpStatus.SERVICE_UNAVAILABLE;

import blog.catalog.DriftWatch;
import blog.http.Answer;
import blog.http.Routes;
import blog.http.Says;
import blog.migrations.Migrations;
import blog.problem.Problem;
import io.javalin.http.Context;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What an orchestrator asks: is the process alive, and may requests be sent to it. */
public final class HealthRoutes {
    private static final Logger LOG = LoggerFactory.getLogger(HealthRoutes.class);

    private final Migrations migrations;
    private final DriftWatch watch;

    /** @param migrations over a connection of their own, so that a service with much to do does not pass for a broken one */
    public HealthRoutes(Migrations migrations, DriftWatch watch) {
        this.migrations = migrations;
        this.watch = watch;
    }

    public record Health(@Says("Always `live`.") String status) {}

    public record Readiness(
            @Says("Always `ready`: what is not, answers 503.")
            String status,

            @Says(
                    "`expected`; `newer` while the next release is being rolled out and has migrated the database already;"
                            + " or `altered` when the database has, say, an index that this release knows nothing of: nothing that"
                            + " breaks it. `./blog db check` lists it. Looked at once a minute.")
            String schema) {}

    public void addTo(Routes routes) {
        routes.get("/health/live", this::live, ANYONE)
                .says("Whether the process is alive; asks nothing of the database.")
                .gives(Health.class);
        routes.get("/health/ready", this::ready, ANYONE)
                .says("Whether the database answers and has the schema this release was built for.")
                .gives(Readiness.class)
                .fails(SERVICE_UNAVAILABLE);
    }

    private void live(Context ctx) {
        Answer.json(ctx, new Health("live"));
    }

    private void ready(Context ctx) {
        var status = asked(migrations::status);
        if (status.newer()) {
            // A release leaves the one before it able to run: taking this process out would be an outage for nothing.
            Answer.json(ctx, new Readiness("ready", "newer"));
            return;
        }
        if (!status.current()) {
            LOG.warn("not ready: the database is not at the schema this release was built for");
            throw Problem.busy("The database is not at the schema this release was built for.");
        }
        var drift = asked(watch::drift);
        if (drift.breaking()) {
            LOG.warn("not ready: the database's schema was altered in a way that breaks this release");
            throw Problem.busy("The database's schema was altered in a way that breaks this release; ./blog db check"
                    + " says how.");
        }
        Answer.json(ctx, new Readiness("ready", drift.isEmpty() ? "expected" : "altered"));
    }

    private static <T> T asked(Supplier<T> question) {
        try {
            return again(question);
        } catch (RuntimeException unreachable) {
            LOG.warn("not ready: {}", unreachable.getMessage());
            throw Problem.busy("The database does not answer.");
        }
    }

    /** Twice: that a connection was cut is found out by using it, and the next one may well work. */
    private static <T> T again(Supplier<T> question) {
        try {
            return question.get();
        } catch (RuntimeException cut) {
            return question.get();
        }
    }
}
