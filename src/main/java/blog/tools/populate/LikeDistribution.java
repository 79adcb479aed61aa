package blog.tools.populate;

/**
 * The number of likes of each post: a few posts have many, most have few, and the total is exactly the requested one.
 */
final class LikeDistribution {
    private static final double EVENNESS = 1.1;
    private static final int HALVINGS = 60;

    private final int users;
    private final double[] appeal;

    private LikeDistribution(long seed, PopulationSizes sizes) {
        users = sizes.users();
        appeal = new double[sizes.posts()];
        for (int post = 0; post < appeal.length; post++) {
            appeal[post] = Math.pow(1 - RandomStream.POPULARITY.of(seed, post).nextDouble(), -1 / EVENNESS);
        }
    }

    static int[] likes(long seed, PopulationSizes sizes) {
        return new LikeDistribution(seed, sizes).shared(sizes.likes());
    }

    /** Rounds the running total, not each share, so that the shares add up. */
    private int[] shared(int likes) {
        var scale = scale(likes);
        var correction = likes / Math.max(total(scale), Double.MIN_NORMAL);
        var shares = new int[appeal.length];
        double running = 0;
        long given = 0;
        for (int post = 0; post < shares.length; post++) {
            running += Math.min(users, appeal[post] * scale) * correction;
            shares[post] = Math.clamp(Math.round(running) - given, 0, users);
            given += shares[post];
        }
        for (int post = 0; given < likes; post++) {
            var room = (int) Math.min(likes - given, users - shares[post]);
            shares[post] += room;
            given += room;
        }
        return shares;
    }

    /** Returns the factor for appeal, given that no post can have more likes than there are users. */
    private double scale(int likes) {
        double low = 0;
        double high = users;
        for (int halving = 0; halving < HALVINGS; halving++) {
            var middle = (low + high) / 2;
            if (total(middle) < likes) low = middle;
            else high = middle;
        }
        return high;
    }

    private double total(double scale) {
        double total = 0;
        for (var each : appeal) total += Math.min(users, each * scale);
        return total;
    }
}
