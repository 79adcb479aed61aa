package blog.chain.migrations;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class RowChangeCountsTest {
    @Test
    void onlyWhatCameSinceCounts() {
        var earlier = new RowChangeCounts(Map.of(1L, 5L, 2L, 3L), Map.of(1L, 1L));
        var later = new RowChangeCounts(Map.of(1L, 7L, 2L, 3L, 3L, 4L), Map.of(1L, 1L, 2L, 9L));
        var since = later.since(earlier);
        assertThat(since.deleted()).isEqualTo(Map.of(1L, 2L, 3L, 4L));
        assertThat(since.updated()).isEqualTo(Map.of(2L, 9L));
        assertThat(earlier.since(later)).as("counts that began anew").isEqualTo(RowChangeCounts.NONE);
    }
}
