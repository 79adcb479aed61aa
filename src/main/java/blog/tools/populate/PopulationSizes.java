package blog.tools.populate;

import blog.platform.problem.CannotRunException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The numbers of rows to fill a database with. */
public record PopulationSizes(int users, int posts, int likes) {
    /** The samples of a first start: enough to page and to sort. */
    public static final PopulationSizes SAMPLES = new PopulationSizes(10, 50, 300);

    public static final int MOST_USERS = 10_000_000;
    public static final int MOST_POSTS = 10_000_000;
    public static final int MOST_LIKES = 100_000_000;

    /** @throws CannotRunException naming everything that is wrong with the sizes */
    public PopulationSizes {
        var faults = new ArrayList<String>();
        check(faults, "users", users, MOST_USERS);
        check(faults, "posts", posts, MOST_POSTS);
        check(faults, "likes", likes, MOST_LIKES);
        if (faults.isEmpty()) {
            if (posts > 0 && users == 0) {
                faults.add("Posts need an author: ask for at least one user.");
            }
            if (likes > (long) users * posts) {
                faults.add(String.format(
                        Locale.ROOT,
                        "A user likes a post once, so %,d users and %,d posts have room for %,d likes, not %,d.",
                        users,
                        posts,
                        (long) users * posts,
                        likes));
            }
        }
        if (!faults.isEmpty()) throw new CannotRunException(String.join("\n", faults));
    }

    private static void check(List<String> faults, String what, int size, int most) {
        if (size < 0 || size > most) {
            faults.add(String.format(
                    Locale.ROOT, "The number of %s is from 0 to %,d, and %d was asked for.", what, most, size));
        }
    }

    public long rows() {
        return (long) users + posts + likes;
    }
}
