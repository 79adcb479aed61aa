package blog.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What pending migrations did to a filled copy.
 *
 * @param from the version before them; null of an empty database
 * @param rows of the copy, by table
 * @param unfilled tables that are empty though they should not be, and why
 */
public record PlanReport(
        @Nullable String from,
        Map<String, Long> rows,
        List<String> unfilled,
        List<FileReport> files,
        long budgetMillis) {
    /** What costs more than the budget, and what the running release would not survive. */
    public List<String> findings() {
        var findings = new ArrayList<String>();
        for (var file : files) {
            var over = file.over(budgetMillis);
            if (!over.isEmpty()) findings.add(over);
            file.failures()
                    .keySet()
                    .forEach(failure -> findings.add(file.file() + ": the running release fails: " + failure));
        }
        return findings;
    }
}
