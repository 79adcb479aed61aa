package blog.tools.bench;

import java.util.concurrent.ThreadLocalRandom;

/** The posts that existed before the measurement; their ids have no gaps. */
record SeededPosts(long first, long last) {
    long count() {
        return last - first + 1;
    }

    long any() {
        return ThreadLocalRandom.current().nextLong(first, last + 1);
    }
}
