package io.spandrel.it.consistency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.spandrel.grid.HandoffReport;
import io.spandrel.grid.consistency.Version;
import io.spandrel.grid.infinispan.handoff.CacheHints;
import io.spandrel.it.cluster.LocalGrid;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.infinispan.Cache;
import org.infinispan.factories.ComponentRegistry;
import org.junit.jupiter.api.Test;

/** A member leaves while it is owed something, and is started again under its name. */
class ReturningMemberIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    void hints_ofAMemberStartedAgain_areForgottenAsStateTransferBringsWhatTheySaid() {
        try (LocalGrid grid = LocalGrid.start(2, """
                <replicated-cache name="cache">
                  <grid:consistency/><grid:hinted-handoff replay-interval="50ms"/>
                </replicated-cache>
                """)) {
            Cache<String, String> keeper = grid.cache(0, "cache");
            long version = Version.of(System.currentTimeMillis(), 0, 1);
            grid.grid(0)
                    .cache("cache")
                    .pauseHandoff("member-2")
                    .toCompletableFuture()
                    .orTimeout(60, TimeUnit.SECONDS)
                    .join();
            Copies.put(keeper, "key", "value", version);
            ComponentRegistry.componentOf(keeper, CacheHints.class)
                    .debts("key", Copies.segment(keeper, "key"), version)
                    .owe(grid.manager(1).getAddress());

            grid.stop(1);
            grid.awaitMembers(1);
            assertThat(report(grid).pending())
                    .as("it may come back with what it held")
                    .isEqualTo(1);
            grid.add();
            grid.awaitMembers(2);

            await().atMost(PATIENCE).until(() -> report(grid).pending() == 0);
            assertThat(report(grid).dropped()).isEqualTo(1);
            assertThat(report(grid).targets()).isEmpty();
            assertThat(Copies.at(grid.cache(1, "cache"), "key").value()).isEqualTo("value");
        }
    }

    private static HandoffReport report(LocalGrid grid) {
        return grid.grid(0).cache("cache").report().handoff();
    }
}
