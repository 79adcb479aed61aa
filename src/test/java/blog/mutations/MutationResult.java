package blog.mutations;

/**
 * The outcome of a mutation.
 *
 * @param by what noticed it, with the place
 */
record MutationResult(Mutation mutation, Outcome outcome, String by) {
    enum Outcome {
        /** PostgreSQL refuses the statements: no migration can do this. */
        IMPOSSIBLE("impossible"),
        GENERATOR("caught by the generator"),
        COMPILER("caught by javac"),
        TEST("caught by a test"),
        SURVIVED("SURVIVED");

        final String words;

        Outcome(String words) {
            this.words = words;
        }
    }

    boolean survived() {
        return outcome == Outcome.SURVIVED;
    }

    boolean counts() {
        return outcome != Outcome.IMPOSSIBLE;
    }

    @Override
    public String toString() {
        return "%s: %s%s".formatted(mutation.name(), outcome.words, by.isEmpty() ? "" : ": " + by);
    }
}
