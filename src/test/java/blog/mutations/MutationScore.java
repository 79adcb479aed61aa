package blog.mutations;

import blog.mutations.MutationResult.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The summary of a run: the score of each kind, the survivors with their reasons, and what detected each of the
 * others.
 */
record MutationScore(List<MutationResult> verdicts, ReviewedSurvivors survivors, Duration time) {
    @Override
    public String toString() {
        var lines = new ArrayList<String>();
        lines.add("");
        lines.add(
                "%-24s %-10s %8s %8s %8s  %s".formatted("kind", "caught", "generator", "javac", "test", "impossible"));
        var kinds = new TreeMap<>(verdicts.stream()
                .collect(Collectors.groupingBy(it -> it.mutation().kind())));
        kinds.forEach((kind, some) -> lines.add(line(kind, some)));
        lines.add(line("all", verdicts));
        lines.add("");
        lines.addAll(survivorLines());
        lines.add("%d mutations in %d min %d s".formatted(verdicts.size(), time.toMinutes(), time.toSecondsPart()));
        return String.join("\n", lines) + "\n";
    }

    /** For the file: with every verdict. */
    String inFull() {
        return verdicts.stream()
                        .sorted(Comparator.comparing(it -> it.mutation().name()))
                        .map(it -> it + "\n")
                        .collect(Collectors.joining())
                + this;
    }

    private static String line(String kind, List<MutationResult> some) {
        long counted = some.stream().filter(MutationResult::counts).count();
        long caught = counted - count(some, Outcome.SURVIVED);
        return "%-24s %-10s %9d %8d %8d  %10d"
                .formatted(
                        kind,
                        caught + "/" + counted,
                        count(some, Outcome.GENERATOR),
                        count(some, Outcome.COMPILER),
                        count(some, Outcome.TEST),
                        count(some, Outcome.IMPOSSIBLE));
    }

    private static long count(List<MutationResult> some, Outcome outcome) {
        return some.stream().filter(it -> it.outcome() == outcome).count();
    }

    private List<String> survivorLines() {
        var byReason = verdicts.stream()
                .filter(MutationResult::survived)
                .collect(Collectors.groupingBy(
                        it -> survivors.reasonOf(it.mutation()),
                        TreeMap::new,
                        Collectors.mapping(it -> "  " + it.mutation().name(), Collectors.toList())));
        var lines = new ArrayList<String>();
        byReason.forEach((reason, names) -> {
            lines.add("Survives: " + reason);
            names.stream().sorted().forEach(lines::add);
            lines.add("");
        });
        return lines;
    }
}
