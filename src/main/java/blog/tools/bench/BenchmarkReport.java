package blog.tools.bench;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The table printed at the end, and the missed targets. */
final class BenchmarkReport {
    /** The memory of a small container, in MB: what is kept for a crowd grows with the heap. */
    static final double RESIDENT_TARGET = 512;

    static final Duration START_TARGET = Duration.ofSeconds(1);
    private static final String LINE =
            "| %-25s | %10s | %6s | %6s | %6s | %9s | %6s | %6s | %6s | %6s | %5s | %6s | %s%n";

    private final PrintStream out;
    private final List<String> missed = new ArrayList<>();

    BenchmarkReport(PrintStream out) {
        this.out = out;
    }

    void results(int connections, Map<Scenario, AlternatingRounds.Result> results) {
        out.printf("%n%,d connections:%n%n", connections);
        line(
                "",
                "PostgreSQL",
                "p50",
                "p99",
                "CPU",
                "service",
                "p50",
                "p99",
                "CPU",
                "its DB",
                "ratio",
                "by CPU",
                "target");
        line("", "/s", "ms", "ms", "µs", "/s", "ms", "ms", "µs", "µs", "", "", "");
        line("---", "--:", "--:", "--:", "--:", "--:", "--:", "--:", "--:", "--:", "--:", "--:", "---");
        results.forEach((scenario, result) -> row(scenario, result, connections));
        out.println();
    }

    private void row(Scenario scenario, AlternatingRounds.Result result, int connections) {
        var postgres = result.postgres();
        var service = result.service();
        line(
                scenario.title(),
                whole(postgres.perSecond()),
                fine(postgres.p50()),
                fine(postgres.p99()),
                whole(postgres.postgresCpu()),
                whole(service.perSecond()),
                fine(service.p50()),
                fine(service.p99()),
                whole(service.serviceCpu()),
                whole(service.postgresCpu()),
                fine(result.ratio()),
                fine(result.byCpu()),
                target(scenario, result.ratio(), connections));
    }

    private String target(Scenario scenario, double ratio, int connections) {
        var target = scenario.target(connections);
        if (target == 0) return "";
        var what = scenario.title() + ", " + connections + " connections";
        return verdict(what, ratio >= target, "at least " + fine(target));
    }

    /** @param megabytes not a number where nothing could measure it, which is no reason to call the target missed */
    void resident(double megabytes) {
        if (Double.isNaN(megabytes)) {
            out.printf("%nResident memory of the service: not measured, as there is no /proc here%n");
            return;
        }
        out.printf("%nResident memory of the service, the most seen: %s MB, ", whole(megabytes));
        out.println(
                verdict("resident memory", megabytes <= RESIDENT_TARGET, "at most " + whole(RESIDENT_TARGET) + " MB"));
    }

    void start(Duration first, Duration second) {
        out.printf("Start to first answer with Blog's own PostgreSQL: first %s, then %s, ", text(first), text(second));
        out.println(verdict("second start", second.compareTo(START_TARGET) <= 0, "at most " + text(START_TARGET)));
    }

    List<String> missed() {
        return missed;
    }

    private String verdict(String what, boolean met, String target) {
        if (!met) missed.add(what);
        return target + (met ? ": met" : ": MISSED");
    }

    private void line(Object... cells) {
        out.printf(Locale.ROOT, LINE, cells);
    }

    private static String whole(double figure) {
        return Double.isNaN(figure) ? "-" : String.format(Locale.ROOT, "%,.0f", figure);
    }

    private static String fine(double figure) {
        return Double.isNaN(figure) ? "-" : String.format(Locale.ROOT, "%.2f", figure);
    }

    private static String text(Duration time) {
        return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1e3);
    }
}
