package blog.ops;

import static blog.http.Access.ANYONE;
import static io.javalin.http.HttpStatus.SERVICE_UNAVAILABLE;

import blog.http.Answer;
import blog.http.Routes;
import blog.http.Says;
import blog.migrations.Migrations;
import blog.migrations.Status;
import blog.problem.Problem;
import io.javalin.http.Context;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What an orchestrator asks: is the process alive, and may requests be sent to it. */
public final class HealthRoutes {
    private static final Logger LOG = LoggerFactory.getLogger(HealthRoutes.class);

    private final Migrations migrations;

    public HealthRoutes(Migrations migrations) {
        this.migrations = migrations;
    }

    public record Health(
            @Says("`live` or `ready`, as was asked.") String status) {}

    public void addTo(Routes routes) {
        routes.get("/health/live", this::live, ANYONE)
                .says("Whether the process is alive; asks nothing of the database.")
                .gives(Health.class);
        routes.get("/health/ready", this::ready, ANYONE)
                .says("Whether the database answers and has the schema this release was built for.")
                .gives(Health.class)
                .fails(SERVICE_UNAVAILABLE);
    }

    private void live(Context ctx) {
        Answer.json(ctx, new Health("live"));
    }

    private void ready(Context ctx) {
        if (!status().current()) {
            LOG.warn("not ready: the database is not at the schema this release was built for");
            throw Problem.busy("The database is not at the schema this release was built for.");
        }
        Answer.json(ctx, new Health("ready"));
    }

    private Status status() {
        try {
            return migrations.status();
        } catch (RuntimeException unreachable) {
            LOG.warn("not ready: {}", unreachable.getMessage());
            throw Problem.busy("The database does not answer.");
        }
    }
}
