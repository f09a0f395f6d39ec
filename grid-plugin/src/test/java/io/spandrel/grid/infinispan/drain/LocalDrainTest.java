package io.spandrel.grid.infinispan.drain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spandrel.grid.DrainPlan;
import io.spandrel.grid.DrainReport;
import io.spandrel.grid.Grid;
import io.spandrel.grid.Redundancy;
import io.spandrel.grid.infinispan.TestCluster;
import java.time.Duration;
import org.infinispan.manager.EmbeddedCacheManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A member without a cluster has nobody to hand over to, and nothing that could be handed over. */
class LocalDrainTest {

    private final EmbeddedCacheManager manager = TestCluster.local("<local-cache name=\"own\"/>");
    private final Grid grid = Grid.of(manager);

    @AfterEach
    void stop() {
        manager.stop();
    }

    @Test
    void plan_entriesInALocalCache_saysThatTheyGoWithTheMember() throws Exception {
        manager.getCache("own").put("key", "value");

        DrainPlan plan = TestCluster.get(grid.drainPlan());

        assertThat(plan.obstacles(Redundancy.KEEP)).isEmpty();
        assertThat(plan.caches())
                .filteredOn(cache -> cache.cache().equals("own"))
                .singleElement()
                .satisfies(cache -> assertThat(cache.notes())
                        .containsExactly("is held by this member alone; entries that go with it: 1"));
    }

    @Test
    void drain_nothingToHandOver_isDoneAndCancelled() throws Exception {
        TestCluster.get(grid.drain(Redundancy.KEEP, Duration.ofSeconds(10)));

        assertThat(grid.report().drain().state()).isEqualTo(DrainReport.State.DRAINED);
        TestCluster.get(grid.cancelDrain());
        assertThat(grid.report().drain().state()).isEqualTo(DrainReport.State.IDLE);
    }

    @Test
    void drainOf_unknownMember_isRefused() {
        assertThatThrownBy(() -> grid.drainOf("nobody"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'nobody'");
    }
}
