package io.spandrel.it.consistency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.spandrel.grid.TombstonesReport;
import io.spandrel.it.cluster.LocalGrid;
import java.time.Duration;
import java.util.Map;
import org.infinispan.Cache;
import org.junit.jupiter.api.Test;

/** An owner is away, and expected back: nothing it may have missed is forgotten. */
class AwayIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    void sweep_ownerIsAway_keepsEverythingUntilItIsExpectedNoMore() {
        try (LocalGrid grid = LocalGrid.start(3, """
                <distributed-cache name="cache" owners="3">
                  <grid:consistency/>
                  <grid:tombstones grace="50ms" sweep-interval="20ms"/>
                  <grid:hinted-handoff window="10ms"/>
                  <grid:anti-entropy interval="0"/>
                </distributed-cache>
                """)) {
            Cache<String, String> cache = grid.cache(0, "cache");
            for (int i = 0; i < 60; i++) {
                cache.put("key-" + i, "deleted");
            }
            grid.grid(0).cache("cache").rebalancing(false);
            grid.stop(2);
            for (int i = 0; i < 60; i++) {
                cache.remove("key-" + i);
            }

            await().atMost(PATIENCE).untilAsserted(() -> {
                assertThat(report(grid, 0).blocked() + report(grid, 1).blocked())
                        .isEqualTo(60);
                assertThat(report(grid, 0).blockedBy()).containsOnlyKeys("member-3");
            });
            assertThat(report(grid, 0).live()).isEqualTo(60);
            assertThat(report(grid, 0).purged()).isZero();

            grid.grid(0).cache("cache").rebalancing(true);

            await().atMost(PATIENCE).untilAsserted(() -> {
                assertThat(report(grid, 0).live()).isZero();
                /* More if a comparison of owners brings a delete back that one of them has purged before the other. */
                assertThat(report(grid, 0).purged()).isGreaterThanOrEqualTo(60);
                assertThat(report(grid, 1).purged()).isGreaterThanOrEqualTo(60);
                assertThat(report(grid, 0).blockedBy()).isEqualTo(Map.of());
            });
        }
    }

    private static TombstonesReport report(LocalGrid grid, int member) {
        return grid.grid(member).cache("cache").report().tombstones();
    }
}
