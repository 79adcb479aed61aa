package blog.platform.ops;

import static blog.platform.http.Access.ANYONE;
import static io.javalin.http.HttpStatus.SERVICE_UNAVAILABLE;

import blog.platform.http.Responses;
import blog.platform.http.Routes;
import blog.platform.input.Description;
import blog.platform.problem.Problem;
import blog.platform.problem.Refusal;
import io.javalin.http.Context;
import java.util.Locale;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The routes for an orchestrator's liveness and readiness probes. */
public final class HealthRoutes {
    private static final Logger LOG = LoggerFactory.getLogger(HealthRoutes.class);

    /** The state of the live schema, compared with this release's. */
    public enum Schema {
        EXPECTED,
        /** In ways that do not break this release. */
        ALTERED,
        /** A later release has migrated it, which leaves this one able to run. */
        NEWER,
        NOT_MIGRATED,
        BROKEN
    }

    private final Supplier<Schema> schema;

    /** @param schema asks over a connection of its own, so that a busy service does not pass for a broken one */
    public HealthRoutes(Supplier<Schema> schema) {
        this.schema = schema;
    }

    public record Health(@Description("Always `live`.") String status) {}

    public record Readiness(
            @Description("Always `ready`; otherwise the answer is a 503.")
            String status,

            @Description(
                    "`expected`; `newer` while the next release is being rolled out and has migrated the database already;"
                            + " or `altered` when it differs from this release's in something that does not break it, such as an"
                            + " extra index. `./blog db check` lists the differences. Checked once a minute.")
            String schema) {}

    public void addTo(Routes routes) {
        routes.get("/health/live", this::live, ANYONE)
                .summary("Check that the process is alive, without the database.")
                .response(Health.class);
        routes.get("/health/ready", this::ready, ANYONE)
                .summary("Check that the database answers and has this release's schema.")
                .response(Readiness.class)
                .errors(SERVICE_UNAVAILABLE);
    }

    private void live(Context ctx) {
        Responses.json(ctx, new Health("live"));
    }

    private void ready(Context ctx) {
        var found = live(schema);
        switch (found) {
            // A release leaves the one before it able to run: taking this process out would be an outage for nothing.
            case EXPECTED, ALTERED, NEWER ->
                Responses.json(ctx, new Readiness("ready", found.name().toLowerCase(Locale.ROOT)));
            case NOT_MIGRATED -> {
                LOG.warn("not ready: the database is not at the schema this release was built for");
                throw Problem.busy(Refusal.NOT_READY, "The database is not at the schema this release was built for.");
            }
            case BROKEN -> {
                LOG.warn("not ready: the database's schema was altered in a way that breaks this release");
                throw Problem.busy(
                        Refusal.NOT_READY,
                        "The database's schema was altered in a way that breaks this release; ./blog db check"
                                + " says how.");
            }
        }
    }

    private static Schema live(Supplier<Schema> schema) {
        try {
            return again(schema);
        } catch (RuntimeException unreachable) {
            LOG.warn("not ready: {}", unreachable.getMessage());
            throw Problem.busy(Refusal.NOT_READY, "The database does not answer.");
        }
    }

    /** Twice: that a connection was cut is found out by using it, and the next one may well work. */
    private static Schema again(Supplier<Schema> question) {
        try {
            return question.get();
        } catch (RuntimeException cut) {
            return question.get();
        }
    }
}
