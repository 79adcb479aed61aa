package blog.tools.populate;

import java.time.Instant;
import java.util.random.RandomGenerator;

/**
 * The dates of populated rows: in the years 2024 and 2025, whenever populate runs, so that the same seed gives the
 * same rows. Users register ever faster, posts come evenly, likes soon after the post and then ever more rarely.
 */
final class EventTimeline {
    static final Instant START = Instant.parse("2024-01-01T00:00:00Z");
    static final Instant END = Instant.parse("2026-01-01T00:00:00Z");

    private static final long SPAN = END.toEpochMilli() - START.toEpochMilli();
    private static final double REGISTRATIONS_END = 0.75;
    private static final double GROWTH = 1.5;
    private static final double FIRST_POST = 0.01;
    private static final double LAST_POST = 0.999;

    private final long seed;
    private final PopulationSizes sizes;

    EventTimeline(long seed, PopulationSizes sizes) {
        this.seed = seed;
        this.sizes = sizes;
    }

    /** @return milliseconds since {@link #START}, as everywhere here */
    long registered(int user) {
        var within = user == 0 ? 0 : RandomStream.REGISTRATION.of(seed, user).nextDouble();
        return (long) (SPAN * REGISTRATIONS_END * Math.pow((user + within) / sizes.users(), GROWTH));
    }

    long posted(int post) {
        var within = RandomStream.PUBLICATION.of(seed, post).nextDouble();
        return (long) (SPAN * (FIRST_POST + (LAST_POST - FIRST_POST) * (post + within) / sizes.posts()));
    }

    /** Returns how many users, counted from the first, are certain to be registered by then. */
    int registeredBy(long time) {
        var part = Math.pow(time / (SPAN * REGISTRATIONS_END), 1 / GROWTH);
        return Math.clamp((long) (part * sizes.users()), 1, sizes.users());
    }

    long liked(long posted, long registered, RandomGenerator random) {
        var possible = Math.max(posted, registered) + 1;
        var delay = random.nextDouble();
        return possible + (long) ((SPAN - possible) * delay * delay * delay);
    }

    static Instant instant(long time) {
        return START.plusMillis(time);
    }
}
