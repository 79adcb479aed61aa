package blog.tools.populate;

import java.util.List;

/** Reproducible random numbers: one stream for each seed, kind of row and row (SplitMix64). */
final class SeededRandom {
    /** The purpose of a stream, so that a user and a post of the same number have nothing in common. */
    enum Of {
        USER,
        REGISTRATION,
        POST,
        PUBLICATION,
        POPULARITY,
        LIKERS
    }

    private static final long STEP = 0x9E3779B97F4A7C15L;

    private long state;

    SeededRandom(long seed, Of kind, long row) {
        state = mixed(mixed(seed + STEP * (kind.ordinal() + 1)) + row * STEP);
    }

    private static long mixed(long value) {
        var once = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        var twice = (once ^ (once >>> 27)) * 0x94D049BB133111EBL;
        return twice ^ (twice >>> 31);
    }

    private long next() {
        state += STEP;
        return mixed(state);
    }

    /** From 0 up to, not including, 1. */
    double fraction() {
        return (next() >>> 11) * 0x1.0p-53;
    }

    /** From 0 up to, not including, the limit. */
    int below(int limit) {
        return (int) (fraction() * limit);
    }

    boolean chance(double probability) {
        return fraction() < probability;
    }

    <T> T oneOf(List<T> choices) {
        return choices.get(below(choices.size()));
    }
}
