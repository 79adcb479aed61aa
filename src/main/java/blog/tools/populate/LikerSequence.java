package blog.tools.populate;

import java.util.random.RandomGenerator;

/** The users that like one post: a permutation of all users. */
final class LikerSequence {
    private final int users;
    private final long first;
    private final long step;

    LikerSequence(RandomGenerator random, int users) {
        this.users = users;
        first = random.nextInt(users);
        step = coprime(1 + random.nextInt(users));
    }

    int get(int place) {
        return (int) ((first + place * step) % users);
    }

    private long coprime(long start) {
        var candidate = start;
        while (divisor(candidate, users) != 1) candidate++;
        return candidate;
    }

    private static long divisor(long one, long other) {
        return other == 0 ? one : divisor(other, one % other);
    }
}
