package io.spandrel.grid.infinispan.report;

import static io.spandrel.grid.infinispan.TestCluster.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.spandrel.grid.Grid;
import io.spandrel.grid.MemberHistory;
import io.spandrel.grid.infinispan.TestCluster;
import io.spandrel.grid.infinispan.member.LocalMember;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.infinispan.factories.GlobalComponentRegistry;
import org.infinispan.manager.EmbeddedCacheManager;
import org.junit.jupiter.api.Test;

/** Members remember their own last minutes, whether or not anybody asks. */
class MemberHistoriesTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final String ELEMENTS = """
            <distributed-cache name="bounded" statistics="true"><grid:eviction policy="lru" max-count="2"/></distributed-cache>
            """;

    @Test
    void histories_ofTwoMembers_tellWhatWasBeforeAnyoneAsked() throws Exception {
        try (TestCluster cluster = TestCluster.of(2, ELEMENTS)) {
            for (int i = 0; i < 50; i++) {
                cluster.cache(0, "bounded").put(i, "text");
                cluster.cache(0, "bounded").get("absent " + i);
            }
            for (EmbeddedCacheManager manager : cluster.managers()) {
                GlobalComponentRegistry.componentOf(manager, LocalMember.class)
                        .component(PastMoments.class)
                        .take();
            }

            List<MemberHistory> histories = get(cluster.grid(1).memberHistories(TIMEOUT));

            assertThat(histories).extracting(MemberHistory::member).containsExactly("a", "b");
            assertThat(histories).allSatisfy(history -> {
                assertThat(history.answered()).isTrue();
                MemberHistory.Moment newest =
                        history.moments().get(history.moments().size() - 1);
                assertThat(newest.ageMillis()).isBetween(0L, TIMEOUT.toMillis());
                assertThat(newest.heapUsed()).isBetween(1L, newest.heapMax());
                MemberHistory.Counters bounded = newest.caches().get("bounded");
                assertThat(bounded.entries()).isLessThanOrEqualTo(2);
                assertThat(bounded.evictions()).isPositive();
            });
            assertThat(newest(histories.get(0)).get("bounded").misses()).isEqualTo(50);
            assertThat(newest(histories.get(1)).get("bounded").misses()).isZero();
        }
    }

    @Test
    void histories_withoutACluster_beginWithTheStart() throws Exception {
        EmbeddedCacheManager alone = TestCluster.local("");
        try {
            await().until(() -> !get(Grid.of(alone).memberHistories(TIMEOUT))
                    .get(0)
                    .moments()
                    .isEmpty());
        } finally {
            alone.stop();
        }
    }

    private static Map<String, MemberHistory.Counters> newest(MemberHistory history) {
        return history.moments().get(history.moments().size() - 1).caches();
    }
}
