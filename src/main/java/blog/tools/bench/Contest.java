package blog.tools.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** PostgreSQL and the service take turns at the same load, so that both get the same share of a busy machine. */
final class Contest {
    private final Plan plan;
    private final ProcessHandle service;
    private final Optional<ProcessHandle> postgres;
    private double resident;

    Contest(Plan plan, ProcessHandle service, Optional<ProcessHandle> postgres) {
        this.plan = plan;
        this.service = service;
        this.postgres = postgres;
    }

    /**
     * @param ratio the service's rate as a share of PostgreSQL's own, in the middle of all rounds
     * @param byCpu the same, of all the CPU each of them cost: hardly changed by what else the machine does
     */
    record Result(Figures postgres, Figures service, double ratio, double byCpu) {}

    Result run(Load direct, Load served) {
        var alone = new ArrayList<Figures>();
        var together = new ArrayList<Figures>();
        for (int round = 0; round < plan.rounds(); round++) {
            alone.add(once(direct));
            together.add(once(served));
            resident = Math.max(resident, Processes.resident(service));
        }
        return new Result(
                Figures.median(alone),
                Figures.median(together),
                shares(together, alone, Figures::perSecond),
                shares(alone, together, Figures::cpu));
    }

    private static double shares(List<Figures> parts, List<Figures> wholes, ToDoubleFunction<Figures> figure) {
        return Figures.median(IntStream.range(0, parts.size())
                .mapToDouble(i -> figure.applyAsDouble(parts.get(i)) / figure.applyAsDouble(wholes.get(i))));
    }

    private Figures once(Load load) {
        var before = cpu();
        var figures = load.run(plan.connections(), plan.seconds());
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
                Processes.cpu(service),
                postgres.map(Processes::cpu).orElse(Double.NaN),
                Processes.cpuWithEndedChildren(ProcessHandle.current()));
    }

    /** The most memory the service was seen to hold, in megabytes. */
    double resident() {
        return resident;
    }
}
