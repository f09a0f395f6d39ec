package io.spandrel.grid.infinispan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.spandrel.grid.GridEvent;
import io.spandrel.grid.GridReport;
import io.spandrel.grid.infinispan.member.CacheSide;
import io.spandrel.grid.infinispan.member.LocalMember;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.infinispan.Cache;
import org.infinispan.factories.GlobalComponentRegistry;
import org.infinispan.lifecycle.ComponentStatus;
import org.infinispan.manager.EmbeddedCacheManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    @ParameterizedTest
    @ValueSource(strings = {"lru", "s3-fifo", "w-tinylfu", "auto"})
    void stop_ofACache_letsGoOfItsEntriesWhileTheManagerLives(String policy) {
        EmbeddedCacheManager manager = TestCluster.local("<local-cache name=\"bounded\"><grid:eviction policy=\""
                + policy + "\" max-count=\"10\"/></local-cache>");
        try {
            Cache<String, Object> cache = manager.getCache("bounded");
            WeakReference<Object> value = putAndRead(cache);

            cache.stop();

            await().untilAsserted(() -> {
                System.gc();
                assertThat(value.get()).isNull();
            });
            assertThat(manager.getStatus()).isEqualTo(ComponentStatus.RUNNING);
            assertThat(cache.getStatus()).isEqualTo(ComponentStatus.TERMINATED);
        } finally {
            manager.stop();
        }
    }

    @Test
    void stop_releaseFails_runsTheOthers() {
        EmbeddedCacheManager manager = TestCluster.local("<local-cache name=\"plain\"/>");
        try {
            Cache<String, Object> cache = manager.getCache("plain");
            CacheSide side = GlobalComponentRegistry.componentOf(manager, LocalMember.class)
                    .caches()
                    .find("plain");
            AtomicReference<ComponentStatus> seen = new AtomicReference<>();
            side.onStopped(() -> {
                throw new IllegalStateException("a capability's fault");
            });
            side.onStopped(() -> seen.set(cache.getStatus()));

            cache.stop();

            assertThat(seen.get()).isIn(ComponentStatus.STOPPING, ComponentStatus.TERMINATED);
        } finally {
            manager.stop();
        }
    }

    private static WeakReference<Object> putAndRead(Cache<String, Object> cache) {
        Object value = new Object();
        cache.put("key", value);
        for (int i = 0; i < 100; i++) {
            cache.get("key");
        }
        return new WeakReference<>(value);
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
