package blog.platform.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeapPlanTest {
    @Test
    void allThatIsHeldAtOnceFitsTheHeap() {
        for (long megabytes = 128; megabytes <= 512; megabytes++) {
            for (int cores = 1; cores <= 64; cores++) {
                var plan = new HeapPlan(megabytes << 20, cores);
                assertThat(HeapPlan.SERVICE
                                + plan.hashes() * HeapPlan.HASH
                                + plan.bodies()
                                + plan.answers()
                                + plan.places() * HeapPlan.REQUEST)
                        .as("what is held of %s", plan)
                        .isLessThanOrEqualTo(plan.heap());
                assertThat(plan.places()).as("places of %s", plan).isGreaterThanOrEqualTo(8);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"144, 6, 1", "256, 6, 3", "4096, 6, 6", "4096, 1, 1", "16, 8, 1"})
    void hashesAtOnceFitTheHeapAndTheCores(long megabytes, int cores, int hashes) {
        assertThat(new HeapPlan(megabytes << 20, cores).hashes()).isEqualTo(hashes);
    }

    @ParameterizedTest
    @CsvSource({"16, 4", "256, 24", "512, 64", "4096, 128"})
    void moreHeapHasRoomForMoreRequests(long megabytes, int places) {
        assertThat(new HeapPlan(megabytes << 20, 2).places()).isEqualTo(places);
    }
}
