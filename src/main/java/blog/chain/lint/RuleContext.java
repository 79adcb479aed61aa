package blog.chain.lint;

/**
 * The input of a rule: a file, and the schema as it is when the file's next statement runs.
 *
 * @param release what the previous release's sources say
 */
record RuleContext(MigrationFile file, SimulatedSchema schema, PreviousReleaseSources release) {
    /** Returns whether somebody may be reading or writing it while the file runs. */
    boolean isUsed(String table) {
        return !file.made().contains(table);
    }
}
