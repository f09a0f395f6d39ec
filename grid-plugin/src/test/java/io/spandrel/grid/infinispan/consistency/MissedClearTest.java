package io.spandrel.grid.infinispan.consistency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.spandrel.grid.AntiEntropyReport;
import io.spandrel.grid.GridCache;
import io.spandrel.grid.infinispan.TestCluster;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.infinispan.Cache;
import org.infinispan.container.impl.InternalDataContainer;
import org.infinispan.factories.ComponentRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A clear that only one member carried out, as when the other could not be reached. */
class MissedClearTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String CACHES = """
            <replicated-cache name="cache" segments="8">
              <grid:consistency/>
              <grid:anti-entropy interval="0" mode="%s"/>
            </replicated-cache>
            """;

    private final TestCluster cluster = new TestCluster();

    @AfterEach
    void stop() {
        cluster.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"repair", "check-only"})
    void compareOwners_clearThatAnotherMissed_isCarriedOutThereUnlessOnlyChecked(String mode) {
        cluster.join(CACHES.formatted(mode));
        cluster.join(CACHES.formatted(mode));
        cluster.awaitMembers(2);
        /* One that joining has begun must not find it first. */
        grid().pauseAntiEntropy().toCompletableFuture().join();
        IntStream.range(0, 20).forEach(i -> cache(0).put("key-" + i, "value"));
        CacheClear clear = ComponentRegistry.componentOf(cache(1), CacheClear.class);
        clear.here(clear.now())
                .toCompletableFuture()
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
        assertThat(entries(0)).isEqualTo(20);

        List<Long> before = runs();
        grid().resumeAntiEntropy().toCompletableFuture().join();
        grid().compareOwners().toCompletableFuture().join();
        await().atMost(PATIENCE).until(() -> IntStream.range(0, 2).allMatch(i -> runs().get(i) > before.get(i)));

        assertThat(entries(0)).isEqualTo(mode.equals("repair") ? 0 : 20);
        assertThat(reports()).anyMatch(report -> report.differences().containsKey("missed-clear"));
        assertThat(reports()).allMatch(report -> report.repairing() == mode.equals("repair"));
    }

    private int entries(int member) {
        return ComponentRegistry.componentOf(cache(member), InternalDataContainer.class)
                .sizeIncludingExpired();
    }

    private GridCache grid() {
        return cluster.grid(0).cache("cache");
    }

    private List<Long> runs() {
        return reports().stream().map(AntiEntropyReport::runs).toList();
    }

    private List<AntiEntropyReport> reports() {
        return IntStream.range(0, 2)
                .mapToObj(i -> cluster.grid(i).cache("cache").report().antiEntropy())
                .map(Objects::requireNonNull)
                .toList();
    }

    private Cache<String, String> cache(int member) {
        return cluster.manager(member).getCache("cache");
    }
}
