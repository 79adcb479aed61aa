package blog.tools.bench;

import blog.platform.config.Settings;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Chooses the load generators: pgbench and wrk where they are installed, otherwise Blog's own. */
final class LoadGenerators {
    private final BenchmarkOptions plan;
    private final Settings.Login login;
    private final URI service;
    private final SeededPosts posts;
    private final boolean hasPgbench;
    private final boolean hasWrk;

    LoadGenerators(BenchmarkOptions plan, Settings.Login login, URI service, SeededPosts posts) {
        this.plan = plan;
        this.login = login;
        this.service = service;
        this.posts = posts;
        this.hasPgbench = ExternalPrograms.isThere("pgbench");
        this.hasWrk = ExternalPrograms.isThere("wrk");
    }

    LoadGenerator direct(Scenario scenario, List<RecordedScript> scripts) {
        return hasPgbench
                ? new PgbenchLoadGenerator(folder(scenario), login, scripts, posts)
                : new JdbcLoadGenerator(login, scripts, posts);
    }

    LoadGenerator served(Scenario scenario, List<HttpCall> calls) {
        return served(service, scenario, calls);
    }

    /** @param address of another service */
    LoadGenerator served(URI address, Scenario scenario, List<HttpCall> calls) {
        return hasWrk
                ? new WrkLoadGenerator(folder(scenario), address, calls, posts)
                : new SocketLoadGenerator(address, calls, posts);
    }

    private Path folder(Scenario scenario) {
        return plan.folder().resolve(scenario.name().toLowerCase(Locale.ROOT));
    }

    /** Returns the names of the load generators, for the head of the table. */
    String names() {
        return "PostgreSQL alone by %s, the service by %s"
                .formatted(
                        hasPgbench ? "pgbench" : "the bare JDBC driver (pgbench is not installed)",
                        hasWrk ? "wrk" : "sockets of the JDK (wrk is not installed)");
    }
}
