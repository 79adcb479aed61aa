package blog.tools.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Measures PostgreSQL and the service in turns under the same load, so that both get the same share of a busy machine.
 */
final class AlternatingRounds {
    /** PostgreSQL allows a hundred, and some are taken. */
    private static final int MOST_DIRECT = 80;

    private final BenchmarkOptions plan;
    private final ProcessHandle service;
    private final Optional<ProcessHandle> postgres;
    private double resident;

    AlternatingRounds(BenchmarkOptions plan, ProcessHandle service, Optional<ProcessHandle> postgres) {
        this.plan = plan;
        this.service = service;
        this.postgres = postgres;
    }

    /**
     * @param ratio the service's rate as a share of PostgreSQL's own, in the middle of all rounds
     * @param byCpu the same, of all the CPU each of them cost: hardly changed by what else the machine does
     */
    record Result(Measurement postgres, Measurement service, double ratio, double byCpu) {}

    Result run(LoadGenerator direct, LoadGenerator served, int connections) {
        var alone = new ArrayList<Measurement>();
        var together = new ArrayList<Measurement>();
        for (int round = 0; round < plan.rounds(); round++) {
            alone.add(once(direct, Math.min(connections, MOST_DIRECT)));
            together.add(once(served, connections));
            resident = Math.max(resident, ProcessStatistics.resident(service));
        }
        return new Result(
                Measurement.median(alone),
                Measurement.median(together),
                shares(together, alone, Measurement::perSecond),
                shares(alone, together, Measurement::cpu));
    }

    private static double shares(
            List<Measurement> parts, List<Measurement> wholes, ToDoubleFunction<Measurement> figure) {
        return Measurement.median(IntStream.range(0, parts.size())
                .mapToDouble(i -> figure.applyAsDouble(parts.get(i)) / figure.applyAsDouble(wholes.get(i))));
    }

    private Measurement once(LoadGenerator load, int connections) {
        var before = cpu();
        var figures = load.run(connections, plan.seconds());
        var after = cpu();
        var done = figures.perSecond() * plan.seconds();
        return figures.withCpu(
                (after.service() - before.service()) / done,
                (after.postgres() - before.postgres()) / done,
                (after.load() - before.load()) / done);
    }

    private record Cpu(double service, double postgres, double load) {}

    /** The programs that send the load are children of this process. */
    private Cpu cpu() {
        return new Cpu(
                ProcessStatistics.cpu(service),
                postgres.map(ProcessStatistics::cpu).orElse(Double.NaN),
                ProcessStatistics.cpuWithEndedChildren(ProcessHandle.current()));
    }

    /** The most memory the service was seen to hold, in megabytes. */
    double resident() {
        return resident;
    }
}
