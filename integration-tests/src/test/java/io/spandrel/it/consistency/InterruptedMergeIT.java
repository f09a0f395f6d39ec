package io.spandrel.it.consistency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.spandrel.grid.Consistency;
import io.spandrel.grid.Grid;
import io.spandrel.grid.GridEvent;
import io.spandrel.it.cluster.Cut;
import io.spandrel.it.cluster.LocalGrid;
import io.spandrel.it.consistency.Copies.Copy;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.infinispan.Cache;
import org.infinispan.conflict.ConflictManagerFactory;
import org.infinispan.distribution.LocalizedCacheTopology;
import org.infinispan.factories.ComponentRegistry;
import org.infinispan.factories.GlobalComponentRegistry;
import org.infinispan.manager.EmbeddedCacheManager;
import org.infinispan.remoting.transport.Transport;
import org.infinispan.remoting.transport.jgroups.JGroupsTransport;
import org.infinispan.topology.CacheTopology;
import org.infinispan.util.concurrent.locks.LockManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A member is lost while owners are made to agree after a partition. */
class InterruptedMergeIT {

    private static final String CACHE = """
            <distributed-cache name="cache" owners="3" segments="16">
              <grid:consistency timeout="20s"/><grid:hinted-handoff max-hints="1"/>
            </distributed-cache>
            """;

    private static final String RESOLVED = """
            <replicated-cache name="cache" segments="16">
              <grid:consistency timeout="20s" slow-member-threshold="10s"
                conflict-resolver="io.spandrel.it.consistency.OlderStays"/>
            </replicated-cache>
            """;

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final List<String> KEYS = List.of("first", "second", "third");

    /* Of three, the one that is left of the majority is no majority of what it counts by. */
    @ParameterizedTest
    @ValueSource(ints = {3, 4})
    void merge_memberIsLost_theOthersAgree(int members) {
        try (LocalGrid grid = LocalGrid.start(members, CACHE)) {
            KEYS.forEach(key -> grid.cache(0, "cache").put(key, "old"));
            List<EmbeddedCacheManager> majority = grid.managers().subList(0, members - 1);
            Cut cut = Cut.between(majority, List.of(grid.manager(members - 1)));
            await().atMost(PATIENCE)
                    .until(() -> majority.stream()
                                    .allMatch(manager -> Copies.members(manager.getCache("cache")) == members - 1)
                            && Copies.members(grid.manager(members - 1).getCache("cache")) == 1);
            KEYS.forEach(
                    key -> grid.grid(0).cache("cache").with(Consistency.ONE).put(key, "by the majority"));
            List<Cache<String, String>> written = majority.stream()
                    .map(manager -> manager.<String, String>getCache("cache"))
                    .toList();
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(KEYS)
                            .allSatisfy(key -> assertThat(Copies.ofOwners(written, key))
                                    .extracting(Copy::value)
                                    .containsOnly("by the majority")));

            Object holder = new Object();
            lock(grid, KEYS, holder);
            EmbeddedCacheManager lost = loseOneDuringMerge(grid, cut, majority);
            List<Cache<String, String>> left = without(grid, lost);
            await().atMost(PATIENCE)
                    .until(() -> left.stream()
                            .allMatch(cache -> topology(cache).getMembers().size() == members - 1));
            assertThat(left)
                    .as("owners do not agree yet, so nobody drops anything")
                    .allMatch(cache -> topology(cache).getPhase() == CacheTopology.Phase.CONFLICT_RESOLUTION);
            unlock(grid, KEYS, holder);

            await().atMost(PATIENCE)
                    .until(() -> left.stream()
                            .allMatch(cache -> topology(cache).getPhase() == CacheTopology.Phase.NO_REBALANCE));
            for (String key : KEYS) {
                List<Copy> copies = Copies.ofOwners(left, key);
                assertThat(copies).as(key).hasSize(members - 1).containsOnly(copies.get(0));
                assertThat(copies.get(0).value()).isEqualTo("by the majority");
            }
        }
    }

    /* Only the member that has written can tell that it was apart; of one that is lost nobody knows it. */
    @Test
    void merge_writerIsLost_itsValueIsNoConflictAnyMore() {
        try (LocalGrid grid = LocalGrid.start(4, RESOLVED)) {
            List<EmbeddedCacheManager> majority = grid.managers().subList(0, 3);
            Cut cut = Cut.between(majority, List.of(grid.manager(3)));
            await().atMost(PATIENCE)
                    .until(() -> majority.stream().allMatch(manager -> apart(manager, 3)) && apart(grid.manager(3), 1));
            Map<EmbeddedCacheManager, List<String>> keys = new HashMap<>();
            majority.forEach(manager -> keys.put(manager, keysOf(manager.getCache("cache"))));
            List<String> all = keys.values().stream().flatMap(List::stream).toList();
            all.forEach(key -> grid.grid(0).cache("cache").with(Consistency.ONE).put(key, "older"));
            long written = System.currentTimeMillis();
            await().until(() -> System.currentTimeMillis() > written + 1);
            all.forEach(key -> grid.grid(3).cache("cache").with(Consistency.ONE).put(key, "newer"));

            Object holder = new Object();
            lock(grid, all, holder);
            EmbeddedCacheManager lost = loseOneDuringMerge(grid, cut, majority);
            List<Cache<String, String>> left = without(grid, lost);
            await().atMost(PATIENCE)
                    .until(() -> left.stream()
                            .allMatch(cache -> topology(cache).getMembers().size() == 3));
            unlock(grid, all, holder);

            await().atMost(PATIENCE)
                    .until(() -> left.stream()
                            .allMatch(cache -> topology(cache).getPhase() == CacheTopology.Phase.NO_REBALANCE));
            keys.forEach((writer, some) -> assertAgree(left, some, writer == lost ? "newer" : "older"));
        }
    }

    /** Heals a cut, and when the merge has begun loses one of the majority that does not lead it. */
    private static EmbeddedCacheManager loseOneDuringMerge(
            LocalGrid grid, Cut cut, List<EmbeddedCacheManager> majority) {
        cut.heal();
        await().atMost(PATIENCE).until(() -> grid.managers().stream().anyMatch(InterruptedMergeIT::merging));
        EmbeddedCacheManager lost = majority.stream()
                .filter(manager -> !manager.isCoordinator())
                .findFirst()
                .orElseThrow();
        lose(lost);
        return lost;
    }

    private static List<Cache<String, String>> without(LocalGrid grid, EmbeddedCacheManager lost) {
        return grid.managers().stream()
                .filter(manager -> manager != lost)
                .map(manager -> manager.<String, String>getCache("cache"))
                .toList();
    }

    private static void assertAgree(List<Cache<String, String>> left, List<String> keys, String value) {
        for (String key : keys) {
            List<Copy> copies = Copies.ofOwners(left, key);
            assertThat(copies).as(key).hasSize(3).containsOnly(copies.get(0));
            assertThat(copies.get(0).value()).as(key).isEqualTo(value);
        }
    }

    /** Some of which a member is the primary. */
    private static List<String> keysOf(Cache<?, ?> cache) {
        return IntStream.iterate(0, i -> i + 1)
                .mapToObj(i -> "key-" + i)
                .filter(key -> Copies.isPrimary(cache, key))
                .limit(3)
                .toList();
    }

    /* The event of a topology is noted when everybody else on the member has heard of it. */
    private static boolean apart(EmbeddedCacheManager manager, int together) {
        LocalizedCacheTopology topology = topology(manager.getCache("cache"));
        String text = "topology " + topology.getTopologyId() + " of ";
        return Copies.members(manager.getCache("cache")) == together
                && topology.getPhase() == CacheTopology.Phase.NO_REBALANCE
                && Grid.of(manager).report().history().stream()
                        .anyMatch(event -> event.kind() == GridEvent.Kind.TOPOLOGY
                                && event.text().startsWith(text));
    }

    private static void lock(LocalGrid grid, List<String> keys, Object holder) {
        for (EmbeddedCacheManager manager : grid.managers()) {
            keys.forEach(key -> locks(manager).lock(key, holder, 1, TimeUnit.SECONDS));
        }
    }

    private static void unlock(LocalGrid grid, List<String> keys, Object holder) {
        for (EmbeddedCacheManager manager : grid.managers()) {
            keys.forEach(key -> locks(manager).unlock(key, holder));
        }
    }

    private static LockManager locks(EmbeddedCacheManager manager) {
        return ComponentRegistry.componentOf(manager.getCache("cache"), LockManager.class);
    }

    private static boolean merging(EmbeddedCacheManager manager) {
        return ConflictManagerFactory.get(manager.getCache("cache").getAdvancedCache())
                .isConflictResolutionInProgress();
    }

    /** Cuts a member off: it tells nobody. */
    private static void lose(EmbeddedCacheManager manager) {
        ((JGroupsTransport) GlobalComponentRegistry.componentOf(manager, Transport.class))
                .getChannel()
                .disconnect();
    }

    private static LocalizedCacheTopology topology(Cache<?, ?> cache) {
        return cache.getAdvancedCache().getDistributionManager().getCacheTopology();
    }
}
