package blog.tools.bench;

import blog.platform.config.Setting;
import blog.platform.config.Settings;
import blog.platform.database.EmbeddedPostgres;
import blog.platform.database.EmbeddedPostgres.Durability;
import blog.tools.populate.PopulateProgress;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** One benchmark run: the same SQL with and without the service, in turns, on one machine and one database. */
public final class BenchmarkRun {
    private static final int STARTS = 3;
    private static final int MOST_WARMING_PER_ROUND = 5;
    private static final double RISING = 1.1;
    /** Few, since each connection of pgbench prepares the statements of each of them anew in every run. */
    private static final int VARIETY = 4;

    private final BenchmarkOptions plan;
    private final PopulateProgress progress;
    private final PrintStream out;

    /** @param progress is told how far the filling of the database is */
    public BenchmarkRun(BenchmarkOptions plan, PopulateProgress progress, PrintStream out) {
        this.plan = plan;
        this.progress = progress;
        this.out = out;
    }

    private record Rehearsed(Scenario scenario, List<HttpCall> calls, List<RecordedScript> scripts) {}

    /** @return the names of the targets that were missed */
    public List<String> run() {
        emptyFolder();
        var report = new BenchmarkReport(out);
        if (plan.database().isPresent()) {
            measure(plan.database().get(), report);
        } else {
            out.println("Starting a PostgreSQL, as durable as Blog's own");
            try (var postgres = EmbeddedPostgres.start(plan.folder().resolve("measured"), Durability.KEPT)) {
                measure(postgres.login("blog"), report);
            }
        }
        measureStart(report);
        return report.missed();
    }

    private void measure(Settings.Login login, BenchmarkReport report) {
        var stage = new BenchmarkEnvironment(plan, login);
        out.printf("Filling it: %,d users, %,d posts, as many likes%n", plan.users(), plan.posts());
        var posts = stage.fill(progress);
        out.println("Listening to the SQL that the service sends");
        var rehearsed = rehearse(stage, posts);
        try (var service = stage.serve(login.port())) {
            var loads = new LoadGenerators(plan, login, service.address(), posts);
            out.println("Warming the service up");
            for (var it : rehearsed) warmUp(loads.served(it.scenario(), it.calls()));
            var contest = new AlternatingRounds(plan, service.process(), stage.postgres());
            out.printf("%s.%n", loads.names());
            for (int connections : plan.connections()) {
                var results = new EnumMap<Scenario, AlternatingRounds.Result>(Scenario.class);
                for (var it : rehearsed) results.put(it.scenario(), measure(it, loads, contest, connections));
                report.results(connections, results);
            }
            report.resident(contest.resident());
        }
    }

    private AlternatingRounds.Result measure(
            Rehearsed it, LoadGenerators loads, AlternatingRounds contest, int connections) {
        out.printf("Measuring: %s (load of the machine: %s)%n", it.scenario().title(), ProcessStatistics.load());
        var direct = loads.direct(it.scenario(), it.scripts());
        var served = loads.served(it.scenario(), it.calls());
        var result = contest.run(direct, served, connections);
        if (it.scenario().isRead()) {
            plan.peers().forEach((name, address) -> {
                var peer = loads.served(address, it.scenario(), it.calls()).run(connections, plan.seconds());
                out.printf(
                        "  %s: %,.0f/s; the service has %.2f times as many%n",
                        name, peer.perSecond(), result.service().perSecond() / peer.perSecond());
            });
        }
        return result;
    }

    /** Until the JVM has compiled what matters, which takes half a minute on a busy machine: the rate no longer rises. */
    private void warmUp(LoadGenerator load) {
        double before = 0;
        double now = load.run(plan.connections().getFirst(), plan.seconds()).perSecond();
        for (int more = 0; more < MOST_WARMING_PER_ROUND * plan.rounds() && now > before * RISING; more++) {
            before = now;
            now = load.run(plan.connections().getFirst(), plan.seconds()).perSecond();
        }
    }

    /** Sends each request once, to learn the SQL behind it. */
    private List<Rehearsed> rehearse(BenchmarkEnvironment stage, SeededPosts posts) {
        try (var tap = new RecordingProxy(stage.login().host(), stage.login().port());
                var service = stage.serve(tap.port());
                var visitor = new HttpProbe(service.address())) {
            var calls = new ScenarioCalls(visitor, tap, posts);
            var rehearsed = new ArrayList<Rehearsed>();
            calls.all(VARIETY)
                    .forEach((scenario, its) -> rehearsed.add(new Rehearsed(scenario, its, calls.listen(its))));
            return rehearsed;
        }
    }

    /** On a folder of its own: what a newcomer sees the first time, and every time after. */
    private void measureStart(BenchmarkReport report) {
        out.println("Starting the service with a PostgreSQL of its own");
        if (!ServiceUnderTest.hasLearned(plan)) {
            out.printf("(without %s, so slower than usual: ./blog serve makes it)%n", plan.learned());
        }
        var settings =
                Map.of(Setting.DATA_DIR.name(), plan.folder().resolve("own").toString());
        var first = start(settings);
        var again = IntStream.range(0, STARTS)
                .mapToObj(_ -> start(settings))
                .sorted()
                .toList();
        report.start(first, again.get(STARTS / 2));
    }

    private Duration start(Map<String, String> settings) {
        try (var service = ServiceUnderTest.start(plan, settings)) {
            return service.start();
        }
    }

    private void emptyFolder() {
        try {
            if (Files.exists(plan.folder())) {
                try (var files = Files.walk(plan.folder())) {
                    for (Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
                }
            }
            Files.createDirectories(plan.folder());
            // What the JVM learned holds for target/blog.jar, and here is no .env, as there may be in the project.
            Files.createSymbolicLink(plan.folder().resolve("target"), Path.of(".."));
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }
}
