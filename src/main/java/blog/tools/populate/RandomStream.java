package blog.tools.populate;

import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Random numbers that come out the same every time: one stream for each seed, kind of row and row, so that a user and a
 * post of one number have nothing in common, and no row depends on which were made before it.
 */
enum RandomStream {
    USER(0),
    REGISTRATION(1),
    POST(2),
    PUBLICATION(3),
    POPULARITY(4),
    LIKERS(5);

    private static final int STREAMS = 6;

    private final int number;

    RandomStream(int number) {
        this.number = number;
    }

    RandomGenerator of(long seed, long row) {
        long start = new SplittableRandom(seed * STREAMS + number).nextLong();
        return new SplittableRandom(start + row);
    }

    static <T> T oneOf(RandomGenerator random, List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
