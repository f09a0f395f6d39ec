package io.spandrel.it.consistency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.spandrel.grid.AntiEntropyReport;
import io.spandrel.it.cluster.Cut;
import io.spandrel.it.cluster.LocalGrid;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.infinispan.Cache;
import org.infinispan.manager.EmbeddedCacheManager;
import org.junit.jupiter.api.Test;

/**
 * A member is frozen for longer than the others wait for it, and wakes without having noticed. Infinispan takes its topology for an
 * older one of theirs, and asks no merge policy.
 */
class FoldedIsolationIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int KEYS = 100;

    @Test
    void wakeUp_ofAFrozenMember_hasOwnersCompared() {
        try (LocalGrid grid = LocalGrid.start(3, """
                <replicated-cache name="cache">
                  <grid:consistency read="QUORUM" write="QUORUM"/><grid:anti-entropy interval="0"/>
                </replicated-cache>
                """)) {
            EmbeddedCacheManager one = grid.manager(0);
            EmbeddedCacheManager other = grid.manager(1);
            EmbeddedCacheManager frozen = grid.manager(2);
            IntStream.range(0, KEYS).forEach(i -> cache(one).put("key-" + i, "before"));
            Cut cut = Cut.around(frozen, List.of(one, other));
            await().atMost(PATIENCE).until(() -> Copies.members(cache(one)) == 2 && Copies.members(cache(other)) == 2);
            awaitCompared(grid, 0, 1);
            IntStream.range(0, KEYS).forEach(i -> cache(other).put("key-" + i, "after"));
            /* Neither a hint nor state transfer knows of it. */
            Copies.put(cache(one), "unknown", "found", newest(one, other) + 1);

            cut.heal();

            grid.awaitMembers(3);
            for (EmbeddedCacheManager member : grid.managers()) {
                await().atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(
                                        Copies.at(cache(member), "unknown").value())
                                .isEqualTo("found"));
                assertThat(IntStream.range(0, KEYS).mapToObj(i -> cache(member).get("key-" + i)))
                        .containsOnly("after");
            }
        }
    }

    /* After the loss. */
    private static void awaitCompared(LocalGrid grid, int... members) {
        await().atMost(PATIENCE)
                .until(() -> IntStream.of(members).allMatch(member -> {
                    AntiEntropyReport report = Objects.requireNonNull(
                            grid.grid(member).cache("cache").report().antiEntropy());
                    return !report.running() && report.runs() > 0;
                }));
    }

    private static long newest(EmbeddedCacheManager... members) {
        return List.of(members).stream()
                .mapToLong(member -> Copies.at(cache(member), "key-0").version())
                .max()
                .orElseThrow();
    }

    private static Cache<String, String> cache(EmbeddedCacheManager manager) {
        return manager.getCache("cache");
    }
}
