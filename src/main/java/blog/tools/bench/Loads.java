package blog.tools.bench;

import blog.platform.config.Settings;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Chooses what sends the load: pgbench and wrk where they are installed, else what Blog brings itself. */
final class Loads {
    private final Plan plan;
    private final Settings.Login login;
    private final URI service;
    private final Posts posts;
    private final boolean hasPgbench;
    private final boolean hasWrk;

    Loads(Plan plan, Settings.Login login, URI service, Posts posts) {
        this.plan = plan;
        this.login = login;
        this.service = service;
        this.posts = posts;
        this.hasPgbench = Shell.isThere("pgbench");
        this.hasWrk = Shell.isThere("wrk");
    }

    Load direct(Scenario scenario, List<Script> scripts) {
        return hasPgbench ? new PgBench(folder(scenario), login, scripts, posts) : new BareJdbc(login, scripts, posts);
    }

    Load served(Scenario scenario, List<Call> calls) {
        return hasWrk ? new Wrk(folder(scenario), service, calls, posts) : new Sockets(service, calls, posts);
    }

    private Path folder(Scenario scenario) {
        return plan.folder().resolve(scenario.name().toLowerCase(Locale.ROOT));
    }

    /** Which programs sent the load, for the head of the table. */
    String names() {
        return "PostgreSQL alone by %s, the service by %s"
                .formatted(
                        hasPgbench ? "pgbench" : "the bare JDBC driver (pgbench is not installed)",
                        hasWrk ? "wrk" : "sockets of the JDK (wrk is not installed)");
    }
}
