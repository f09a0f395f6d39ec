package io.spandrel.grid.infinispan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.spandrel.grid.GridEvent;
import io.spandrel.grid.GridReport;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is left when caches and members have stopped: nothing. */
class StopTest {

    private static final String CACHES = """
            <grid:grid><grid:telemetry tracing="true"/></grid:grid>
            <distributed-cache name="bounded" segments="8">
              <grid:eviction policy="lru" max-count="10" interval="50ms"/>
            </distributed-cache>
            """;

    @Test
    void stop_ofAllMembers_leavesNoThread() {
        TestCluster.of(1, CACHES).close();
        Set<Thread> before = new HashSet<>(Thread.getAllStackTraces().keySet());

        TestCluster cluster = TestCluster.of(2, CACHES);
        cluster.cache(0, "bounded").put("key", "value");
        cluster.close();

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(threadsSince(before)).isEmpty());
    }

    @Test
    void stop_ofACache_takesItOutOfTheReport() {
        try (TestCluster cluster = TestCluster.of(1, CACHES)) {
            cluster.cache(0, "bounded").stop();

            GridReport report = cluster.grid(0).report();

            assertThat(report.caches()).isEmpty();
            assertThat(report.history())
                    .last()
                    .satisfies(event -> assertThat(event.kind()).isEqualTo(GridEvent.Kind.CACHE_STOPPED));
        }
    }

    /* A first member was started and stopped before, so that what the JVM and the libraries share is there already. */
    private static List<String> threadsSince(Set<Thread> before) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !before.contains(thread) && thread.isAlive())
                .map(Thread::getName)
                .filter(name -> !name.startsWith("awaitility"))
                .toList();
    }
}
