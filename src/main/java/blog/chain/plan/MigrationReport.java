package blog.chain.plan;

import java.util.List;

/**
 * The effects of one migration. A lock is held until the file is done, so waits are longer here than in any of its
 * statements.
 *
 * @param exclusiveMilliseconds how long nobody could read a table
 * @param waitedFor the writer's statement that waited longest
 * @param failures what writers were refused
 */
public record MigrationReport(
        String file,
        boolean transactional,
        List<StatementReport> steps,
        long milliseconds,
        long exclusiveMilliseconds,
        long waitMilliseconds,
        String waitedFor,
        long writes,
        List<Failure> failures) {
    /** An error that writers got, with its number. */
    public record Failure(String what, long times) {}

    boolean locks(String table) {
        return steps.stream().flatMap(step -> step.locks().stream()).anyMatch(lock -> lock.endsWith(" on " + table));
    }

    /** Explains why it exceeds the budget; empty when it does not. */
    String over(long budgetMilliseconds) {
        if (waitMilliseconds > budgetMilliseconds) {
            return file + ": " + waitedFor + " waited " + waitMilliseconds + " ms";
        }
        return exclusiveMilliseconds > budgetMilliseconds
                ? file + ": nobody could read a table for " + exclusiveMilliseconds + " ms (ACCESS EXCLUSIVE)"
                : "";
    }
}
