package blog.chain.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The effects of all pending migrations on a filled copy.
 *
 * @param from the version before them; null of an empty database
 * @param rows of the copy, by table
 * @param unfilled tables that are empty though they should not be, each with why
 */
public record PlanReport(
        @Nullable String from,
        Map<String, Long> rows,
        Map<String, String> unfilled,
        List<MigrationReport> files,
        long budgetMilliseconds) {
    /** Returns what exceeds the budget, what breaks the running release, and what could not be measured. */
    public List<String> findings() {
        var findings = new ArrayList<String>();
        for (var file : files) {
            var over = file.over(budgetMilliseconds);
            if (!over.isEmpty()) findings.add(over);
            file.failures()
                    .forEach(failure -> findings.add(file.file() + ": the running release fails: " + failure.what()));
            findings.addAll(unmeasured(file));
        }
        return findings;
    }

    /** Returns whether nobody waited for longer than that; a migration may be unsafe all the same. */
    public boolean withinBudget() {
        return files.stream().allMatch(file -> file.over(budgetMilliseconds).isEmpty());
    }

    private List<String> unmeasured(MigrationReport file) {
        return unfilled.entrySet().stream()
                .filter(table -> file.locks(table.getKey()))
                .map(table -> file.file() + ": it works on " + table.getKey() + ", which was left empty ("
                        + table.getValue() + "), so that what it costs there is not known")
                .toList();
    }
}
