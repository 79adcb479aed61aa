package blog.tools.populate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import blog.platform.problem.CannotRunException;
import org.junit.jupiter.api.Test;

final class PopulationSizesTest {
    @Test
    void everythingThatIsWrongIsSaidAtOnce() {
        refuses(-1, 2_000_000_000, -5, """
                The number of users is from 0 to 10,000,000, and -1 was asked for.
                The number of posts is from 0 to 10,000,000, and 2000000000 was asked for.
                The number of likes is from 0 to 100,000,000, and -5 was asked for.""");
    }

    @Test
    void postsNeedAUser() {
        refuses(0, 5, 0, "Posts need an author: ask for at least one user.");
    }

    @Test
    void likesNeedRoom() {
        refuses(10, 5, 51, "A user likes a post once, so 10 users and 5 posts have room for 50 likes, not 51.");
        refuses(10, 0, 1, "A user likes a post once, so 10 users and 0 posts have room for 0 likes, not 1.");
    }

    @Test
    void theLargestSizesAreSizes() {
        assertThat(new PopulationSizes(
                                PopulationSizes.MOST_USERS, PopulationSizes.MOST_POSTS, PopulationSizes.MOST_LIKES)
                        .rows())
                .isEqualTo(120_000_000);
    }

    private static void refuses(int users, int posts, int likes, String message) {
        assertThatThrownBy(() -> new PopulationSizes(users, posts, likes))
                .isInstanceOf(CannotRunException.class)
                .hasMessage(message);
    }
}
