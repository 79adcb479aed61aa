package blog.tools.populate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import org.junit.jupiter.api.Test;

final class PopularityTest {
    @Test
    void sharesAddUpAndFit() {
        for (var sizes : new Sizes[] {
            new Sizes(1, 1, 0),
            new Sizes(1, 1, 1),
            new Sizes(3, 1000, 2999),
            new Sizes(1000, 3, 2999),
            new Sizes(1000, 10_000, 7),
            new Sizes(1000, 10_000, 1_000_000),
            new Sizes(500, 2000, 999_999)
        }) {
            var shares = Popularity.likes(1, sizes);
            assertThat(Arrays.stream(shares).sum()).isEqualTo(sizes.likes());
            assertThat(shares).hasSize(sizes.posts());
            assertThat(Arrays.stream(shares)).allMatch(share -> share >= 0 && share <= sizes.users());
        }
    }

    @Test
    void nobodyLikesAPostTwice() {
        for (int users = 1; users < 60; users++) {
            var likers = new Likers(new Dice(users, Dice.Of.LIKERS, users), users);
            var seen = new HashSet<Integer>();
            for (int place = 0; place < users; place++) {
                seen.add(likers.get(place));
            }
            assertThat(seen).hasSize(users);
        }
    }
}
