package blog.chain.lint;

import java.util.Set;

/**
 * The input of a rule: a file, and the schema as it is when the file's next statement runs.
 *
 * @param made the tables that the file makes, and that were not there before
 * @param release what the previous release's sources say
 */
record RuleContext(MigrationFile file, Set<String> made, SimulatedSchema schema, PreviousReleaseSources release) {
    static RuleContext of(MigrationFile file, SimulatedSchema schema, PreviousReleaseSources release) {
        return new RuleContext(file, file.made(schema), schema, release);
    }

    /** Returns whether somebody may be reading or writing it while the file runs. */
    boolean isUsed(String table) {
        return !made.contains(table);
    }
}
