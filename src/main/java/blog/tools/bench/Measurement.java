package blog.tools.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/**
 * The result of one load.
 *
 * @param perSecond how many were answered in a second
 * @param p50 milliseconds within which half of them were answered
 * @param serviceCpu microseconds of CPU each cost in the service; NaN when not known
 * @param postgresCpu the same in PostgreSQL
 * @param loadCpu the same in the program that sent the load
 */
record Measurement(double perSecond, double p50, double p99, double serviceCpu, double postgresCpu, double loadCpu) {
    static Measurement of(double perSecond, double p50, double p99) {
        return new Measurement(perSecond, p50, p99, Double.NaN, Double.NaN, Double.NaN);
    }

    static Measurement of(List<Long> nanoseconds, double seconds) {
        var sorted = new ArrayList<>(nanoseconds);
        sorted.sort(null);
        return of(sorted.size() / seconds, percentile(sorted, 0.50), percentile(sorted, 0.99));
    }

    private static double percentile(List<Long> sorted, double share) {
        return sorted.isEmpty() ? Double.NaN : sorted.get((int) (share * (sorted.size() - 1))) / 1e6;
    }

    Measurement withCpu(double service, double postgres, double load) {
        return new Measurement(perSecond, p50, p99, service, postgres, load);
    }

    /** All the CPU each of them cost, whoever had it. */
    double cpu() {
        return serviceCpu + postgresCpu + loadCpu;
    }

    /** The middle of several runs, figure by figure. */
    static Measurement median(List<Measurement> runs) {
        return new Measurement(
                median(runs, Measurement::perSecond),
                median(runs, Measurement::p50),
                median(runs, Measurement::p99),
                median(runs, Measurement::serviceCpu),
                median(runs, Measurement::postgresCpu),
                median(runs, Measurement::loadCpu));
    }

    private static double median(List<Measurement> runs, ToDoubleFunction<Measurement> figure) {
        return median(runs.stream().mapToDouble(figure));
    }

    static double median(DoubleStream figures) {
        var sorted = figures.sorted().toArray();
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }
}
