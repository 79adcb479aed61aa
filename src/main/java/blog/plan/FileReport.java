package blog.plan;

import java.util.List;
import java.util.Map;

/**
 * What one migration did. A lock is held until its file is done, so waits are longer here than in any of its statements.
 *
 * @param exclusiveMillis how long nobody could read a table
 * @param waitedFor the writer's statement that waited longest
 * @param failures what writers were refused, and how often
 */
public record FileReport(
        String file,
        boolean transactional,
        List<StepReport> steps,
        long millis,
        long exclusiveMillis,
        long waitMillis,
        String waitedFor,
        long writes,
        Map<String, Long> failures) {
    boolean locks(String table) {
        return steps.stream().flatMap(step -> step.locks().stream()).anyMatch(lock -> lock.endsWith(" on " + table));
    }

    /** Why it costs more than that; empty when it does not. */
    String over(long budgetMillis) {
        if (waitMillis > budgetMillis) {
            return file + ": " + waitedFor + " waited " + waitMillis + " ms";
        }
        return exclusiveMillis > budgetMillis
                ? file + ": nobody could read a table for " + exclusiveMillis + " ms (ACCESS EXCLUSIVE)"
                : "";
    }
}
