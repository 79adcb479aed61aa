package blog.tools.populate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import org.junit.jupiter.api.Test;

final class LikeDistributionTest {
    @Test
    void sharesAddUpAndFit() {
        for (var sizes : new PopulationSizes[] {
            new PopulationSizes(1, 1, 0),
            new PopulationSizes(1, 1, 1),
            new PopulationSizes(3, 1000, 2999),
            new PopulationSizes(1000, 3, 2999),
            new PopulationSizes(1000, 10_000, 7),
            new PopulationSizes(1000, 10_000, 1_000_000),
            new PopulationSizes(500, 2000, 999_999)
        }) {
            var shares = LikeDistribution.likes(1, sizes);
            assertThat(Arrays.stream(shares).sum()).isEqualTo(sizes.likes());
            assertThat(shares).hasSize(sizes.posts());
            assertThat(Arrays.stream(shares)).allMatch(share -> share >= 0 && share <= sizes.users());
        }
    }

    @Test
    void nobodyLikesAPostTwice() {
        for (int users = 1; users < 60; users++) {
            var likers = new LikerSequence(RandomStream.LIKERS.of(users, users), users);
            var seen = new HashSet<Integer>();
            for (int place = 0; place < users; place++) seen.add(likers.get(place));
            assertThat(seen).hasSize(users);
        }
    }
}
