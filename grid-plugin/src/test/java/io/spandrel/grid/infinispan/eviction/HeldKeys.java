package io.spandrel.grid.infinispan.eviction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.infinispan.Cache;
import org.infinispan.commons.util.IntSets;
import org.infinispan.container.entries.InternalCacheEntry;
import org.infinispan.container.impl.InternalDataContainer;
import org.infinispan.distribution.DistributionInfo;
import org.infinispan.distribution.LocalizedCacheTopology;
import org.infinispan.factories.ComponentRegistry;
import org.infinispan.manager.EmbeddedCacheManager;

/** What the members that run hold in memory of the cache called {@code cache}. */
final class HeldKeys {

    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private final List<Cache<String, String>> members;

    HeldKeys(List<EmbeddedCacheManager> managers) {
        this.members = managers.stream()
                .filter(manager -> manager.getStatus().allowInvocations())
                .<Cache<String, String>>map(manager -> manager.getCache("cache"))
                .toList();
    }

    /** Waits until all owners of each segment hold the same keys of it, and nobody else any. */
    void awaitSameAtAllOwners() {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(100))
                .untilAsserted(() -> assertThat(uneven()).isEmpty());
    }

    /** Waits until no backup holds a key that its primary does not. */
    void awaitNoneAtBackupsOnly() {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(100))
                .untilAsserted(() -> assertThat(atBackupsOnly()).isEmpty());
    }

    /** All keys of one member. */
    static Set<Object> of(Cache<?, ?> cache) {
        Set<Object> all = new TreeSet<>();
        for (int segment = 0; segment < topology(cache).getNumSegments(); segment++) {
            all.addAll(of(cache, segment));
        }
        return all;
    }

    private static Set<Object> of(Cache<?, ?> cache, int segment) {
        InternalDataContainer<?, ?> container = ComponentRegistry.componentOf(cache, InternalDataContainer.class);
        Set<Object> keys = new TreeSet<>();
        container
                .iteratorIncludingExpired(IntSets.immutableSet(segment))
                .forEachRemaining(entry -> keys.add(cache.getAdvancedCache()
                        .getKeyDataConversion()
                        .fromStorage(((InternalCacheEntry<?, ?>) entry).getKey())));
        return keys;
    }

    private List<String> uneven() {
        List<String> uneven = new ArrayList<>();
        for (int segment = 0; segment < topology(members.get(0)).getNumSegments(); segment++) {
            List<Set<Object>> held = new ArrayList<>();
            for (Cache<?, ?> cache : members) {
                Set<Object> keys = of(cache, segment);
                if (distribution(cache, segment).isWriteOwner()) {
                    held.add(keys);
                } else if (!keys.isEmpty()) {
                    uneven.add(segment + " is still held by "
                            + cache.getCacheManager().getAddress());
                }
            }
            if (held.stream().distinct().count() != 1) {
                uneven.add(segment + ": " + held);
            }
        }
        return uneven;
    }

    private List<String> atBackupsOnly() {
        List<String> surplus = new ArrayList<>();
        for (int segment = 0; segment < topology(members.get(0)).getNumSegments(); segment++) {
            Set<Object> led = new TreeSet<>();
            Set<Object> followed = new TreeSet<>();
            for (Cache<?, ?> cache : members) {
                (distribution(cache, segment).isPrimary() ? led : followed).addAll(of(cache, segment));
            }
            followed.removeAll(led);
            if (!followed.isEmpty()) {
                surplus.add(segment + ": " + followed);
            }
        }
        return surplus;
    }

    private static DistributionInfo distribution(Cache<?, ?> cache, int segment) {
        return topology(cache).getSegmentDistribution(segment);
    }

    private static LocalizedCacheTopology topology(Cache<?, ?> cache) {
        return cache.getAdvancedCache().getDistributionManager().getCacheTopology();
    }
}
