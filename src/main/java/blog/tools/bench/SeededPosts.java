package blog.tools.bench;

import java.util.concurrent.ThreadLocalRandom;

/** The posts that were there before anything was measured; their numbers have no gap. */
record SeededPosts(long first, long last) {
    long count() {
        return last - first + 1;
    }

    long any() {
        return ThreadLocalRandom.current().nextLong(first, last + 1);
    }
}
