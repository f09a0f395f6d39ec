package io.spandrel.grid.infinispan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.infinispan.Cache;
import org.infinispan.distribution.DistributionManager;
import org.infinispan.factories.ComponentRegistry;
import org.infinispan.interceptors.AsyncInterceptor;
import org.infinispan.interceptors.AsyncInterceptorChain;
import org.infinispan.partitionhandling.impl.PartitionHandlingInterceptor;
import org.infinispan.statetransfer.StateTransferInterceptor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A member of a cluster answers reads of keys that it owns directly, and no others. */
class DirectReadInClusterTest {

    private static final int KEYS = 200;
    private static final String CACHES = """
            <distributed-cache name="filtered" owners="1"><grid:negative-lookup/></distributed-cache>
            <distributed-cache name="bounded" owners="1" statistics="true">
              <grid:eviction policy="lru" max-count="3"/><grid:negative-lookup/>
            </distributed-cache>
            <distributed-cache name="one"><grid:consistency read="ONE" write="QUORUM"/></distributed-cache>
            <distributed-cache name="quorum"><grid:consistency read="QUORUM"/></distributed-cache>
            <distributed-cache name="split">
              <partition-handling when-split="DENY_READ_WRITES"/><grid:negative-lookup/>
            </distributed-cache>
            <distributed-cache name="transactional">
              <transaction mode="NON_XA"/><grid:eviction policy="lru" max-count="3"/>
            </distributed-cache>
            <replicated-cache name="replicated"><grid:negative-lookup/></replicated-cache>
            <distributed-cache name="plain"/>
            """;

    private final TestCluster cluster = TestCluster.of(1, CACHES);

    @AfterEach
    void stop() {
        cluster.close();
    }

    @ParameterizedTest
    @CsvSource({
        "filtered, true",
        "bounded, true",
        "one, true",
        "quorum, false",
        "split, true",
        "transactional, false",
        "replicated, true",
        "plain, false"
    })
    void cache_whoseReadsAskNobodyElse_canAnswerDirectly(String name, boolean direct) {
        assertThat(classes(name).contains(DirectReadInterceptor.class)).isEqualTo(direct);
    }

    @Test
    void chain_readsMayBeRefused_standsBehindWhoRefuses() {
        List<Class<?>> free = classes("filtered");
        List<Class<?>> refusing = classes("split");

        assertThat(free.indexOf(DirectReadInterceptor.class)).isLessThan(free.indexOf(StateTransferInterceptor.class));
        assertThat(refusing.indexOf(DirectReadInterceptor.class))
                .isGreaterThan(refusing.indexOf(PartitionHandlingInterceptor.class));
    }

    @Test
    void get_boundedAndFiltered_isAHitForThePolicyOnce() {
        DirectReadTest.assertReadsCountOnce(cluster.cache(0, "bounded"));
    }

    @ParameterizedTest
    @CsvSource({"filtered", "one"})
    void get_whileOwnersChange_isWhatWasWrittenLast(String name) {
        Cache<Integer, String> first = cluster.cache(0, name);
        write(first, 0);
        AtomicBoolean moving = new AtomicBoolean(true);
        CompletableFuture<Set<String>> seen = CompletableFuture.supplyAsync(() -> readWhile(moving, first));
        cluster.join(CACHES);
        cluster.join(CACHES);
        cluster.awaitMembers(3);
        moving.set(false);
        assertThat(seen.join()).containsExactly("value 0");

        for (int round = 1; round <= 3; round++) {
            write(cluster.cache(round - 1, name), round);
            for (int member = 0; member < 3; member++) {
                assertThat(read(cluster.cache(member, name))).containsOnly("value " + round);
            }
        }
        assertThat(owned(first)).isPositive().isLessThan(KEYS);
    }

    private List<Class<?>> classes(String name) {
        return ComponentRegistry.componentOf(cluster.cache(0, name), AsyncInterceptorChain.class)
                .getInterceptors()
                .stream()
                .<Class<?>>map(AsyncInterceptor::getClass)
                .toList();
    }

    private static void write(Cache<Integer, String> cache, int round) {
        IntStream.range(0, KEYS).forEach(key -> cache.put(key, "value " + round));
    }

    private static List<String> read(Cache<Integer, String> cache) {
        return IntStream.range(0, KEYS).mapToObj(cache::get).toList();
    }

    private static Set<String> readWhile(AtomicBoolean moving, Cache<Integer, String> cache) {
        Set<String> seen = new HashSet<>();
        while (moving.get()) {
            seen.addAll(read(cache));
        }
        return seen;
    }

    private static long owned(Cache<Integer, String> cache) {
        DistributionManager owners = ComponentRegistry.componentOf(cache, DistributionManager.class);
        return IntStream.range(0, KEYS)
                .filter(key -> owners.getCacheTopology().isReadOwner(key))
                .count();
    }
}
