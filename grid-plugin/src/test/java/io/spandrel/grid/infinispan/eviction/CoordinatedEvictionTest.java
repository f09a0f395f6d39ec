package io.spandrel.grid.infinispan.eviction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.spandrel.grid.CoordinationReport;
import io.spandrel.grid.EvictionReport;
import io.spandrel.grid.infinispan.TestCluster;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.ToLongFunction;
import org.infinispan.Cache;
import org.infinispan.commons.IllegalLifecycleStateException;
import org.infinispan.remoting.RemoteException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Coordinated eviction on members of one cluster. */
class CoordinatedEvictionTest {

    private static final int BOUND = 300;
    private static final int KEYS = 3_000;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String REPLICATED =
            "<replicated-cache name=\"cache\" segments=\"32\" %s>%s</replicated-cache>";
    private static final String TWO_OWNERS =
            "<distributed-cache name=\"cache\" segments=\"32\" owners=\"2\" %s>%s</distributed-cache>";
    private static final String THREE_OWNERS =
            "<distributed-cache name=\"cache\" segments=\"32\" owners=\"3\" %s>%s</distributed-cache>";

    @TempDir
    Path stores;

    private static String cache(String kind, String policy) {
        return kind.formatted(
                "statistics=\"true\"",
                "<grid:eviction max-count=\"%d\" policy=\"%s\" coordinated=\"true\"/>".formatted(BOUND, policy));
    }

    @ParameterizedTest
    @ValueSource(strings = {REPLICATED, TWO_OWNERS, THREE_OWNERS})
    void evict_afterAWorkload_ownersHoldTheSameKeys(String kind) throws Exception {
        try (TestCluster cluster = TestCluster.of(3, cache(kind, "w-tinylfu"))) {
            run(cluster, 3, 6_000);

            held(cluster).awaitSameAtAllOwners();
            assertThat(sum(cluster, 3, CoordinationReport::victimsSent)).isPositive();
            assertThat(sum(cluster, 3, CoordinationReport::followed)).isPositive();
            assertThat(sum(cluster, 3, CoordinationReport::readsHeard)).isPositive();
            assertWithinBound(cluster, 3);
            for (int i = 0; i < 3; i++) {
                assertThat(HeldKeys.of(cluster.cache(i, "cache"))).hasSizeGreaterThan(BOUND / 2);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {REPLICATED, TWO_OWNERS})
    void evict_membersJoinAndLeaveUnderLoad_ownersHoldTheSameKeysAfterwards(String kind) throws Exception {
        try (TestCluster cluster = TestCluster.of(2, cache(kind, "s3-fifo"))) {
            AtomicBoolean on = new AtomicBoolean(true);
            ExecutorService threads = Executors.newFixedThreadPool(2);
            List<Future<?>> loads = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                Cache<String, String> cache = cluster.cache(i, "cache");
                Random random = new Random(i);
                loads.add(threads.submit(() -> {
                    while (on.get()) {
                        requestOrFail(cache, random);
                    }
                }));
            }

            cluster.join(cache(kind, "s3-fifo"));
            cluster.awaitMembers(3);
            cluster.manager(2).stop();
            cluster.awaitMembers(2);

            on.set(false);
            for (Future<?> load : loads) {
                load.get(20, TimeUnit.SECONDS);
            }
            threads.shutdown();
            held(cluster).awaitSameAtAllOwners();
            assertWithinBound(cluster, 2);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {REPLICATED, TWO_OWNERS})
    void evict_withPassivation_backupsHoldWhatThePrimaryHoldsAndEveryEntryIsReadable(String kind) {
        try (TestCluster cluster = TestCluster.of(1, passivating(kind, 0))) {
            cluster.join(passivating(kind, 1));
            cluster.join(passivating(kind, 2));
            cluster.awaitMembers(3);
            Set<String> written = new TreeSet<>();
            Random random = new Random(5);
            for (int i = 0; i < 3_000; i++) {
                String key = key(random);
                cluster.<String, String>cache(random.nextInt(3), "cache").put(key, "v-" + key);
                written.add(key);
            }

            held(cluster).awaitNoneAtBackupsOnly();
            assertWithinBound(cluster, 3);
            assertThat(written).hasSizeGreaterThan(2 * BOUND);
            for (int i = 0; i < 3; i++) {
                Cache<String, String> cache = cluster.cache(i, "cache");
                assertThat(written).allSatisfy(key -> assertThat(cache.get(key)).isEqualTo("v-" + key));
            }
        }
    }

    private String passivating(String kind, int member) {
        Path store = stores.resolve(Integer.toString(member));
        return kind.formatted("", """
                <persistence passivation="true">
                  <file-store><data path="%1$s/data"/><index path="%1$s/index"/></file-store>
                </persistence>
                <grid:eviction max-count="%2$d" policy="lru" coordinated="true"/>""".formatted(store, BOUND));
    }

    @Test
    void start_localCache_isRefused() {
        assertThatThrownBy(() -> TestCluster.local("""
                        <local-cache name="a"><grid:eviction max-count="5" coordinated="true"/></local-cache>
                        """))
                .hasStackTraceContaining("needs a distributed or replicated cache");
    }

    @Test
    void resize_atRunTime_dividesTheNewBound() throws Exception {
        try (TestCluster cluster = TestCluster.of(2, cache(REPLICATED, "lru"))) {
            run(cluster, 2, 2_000);

            TestCluster.get(cluster.grid(0).cache("cache").change("eviction", "max-count", "100"));

            await().atMost(PATIENCE).untilAsserted(() -> {
                for (int i = 0; i < 2; i++) {
                    assertThat(eviction(cluster, i).bound()).isEqualTo(100);
                    assertThat(eviction(cluster, i).size()).isLessThanOrEqualTo(100);
                }
            });
            held(cluster).awaitSameAtAllOwners();
        }
    }

    private static HeldKeys held(TestCluster cluster) {
        return new HeldKeys(cluster.managers());
    }

    private static void run(TestCluster cluster, int members, int requests) {
        Random random = new Random(7);
        for (int i = 0; i < requests; i++) {
            request(cluster.cache(random.nextInt(members), "cache"), random);
        }
    }

    /** A request that another member was to answer may fail while that member stops. */
    private static void requestOrFail(Cache<String, String> cache, Random random) {
        try {
            request(cache, random);
        } catch (RemoteException e) {
            assertThat(e).hasRootCauseInstanceOf(IllegalLifecycleStateException.class);
        }
    }

    /** Reads a key, small ones far more often than large ones, and writes it if it is not there. */
    private static void request(Cache<String, String> cache, Random random) {
        String key = key(random);
        if (cache.get(key) == null) {
            cache.put(key, "v-" + key);
        }
    }

    private static String key(Random random) {
        return "k" + (int) Math.exp(random.nextDouble() * Math.log(KEYS));
    }

    private static void assertWithinBound(TestCluster cluster, int members) {
        for (int i = 0; i < members; i++) {
            EvictionReport eviction = eviction(cluster, i);
            assertThat(eviction.bound()).isEqualTo(BOUND);
            assertThat(eviction.size()).isLessThanOrEqualTo(BOUND + 64);
            assertThat(eviction.entries())
                    .isEqualTo(HeldKeys.of(cluster.cache(i, "cache")).size());
        }
    }

    private static EvictionReport eviction(TestCluster cluster, int member) {
        return Objects.requireNonNull(
                cluster.grid(member).cache("cache").report().eviction());
    }

    private static long sum(TestCluster cluster, int members, ToLongFunction<CoordinationReport> counter) {
        long sum = 0;
        for (int i = 0; i < members; i++) {
            sum += counter.applyAsLong(
                    Objects.requireNonNull(eviction(cluster, i).coordination()));
        }
        return sum;
    }
}
