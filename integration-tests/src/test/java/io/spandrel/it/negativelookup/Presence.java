package io.spandrel.it.negativelookup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.reactivex.rxjava3.core.Flowable;
import io.spandrel.grid.infinispan.negativelookup.NegativeLookup;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.infinispan.Cache;
import org.infinispan.container.impl.InternalDataContainer;
import org.infinispan.distribution.DistributionManager;
import org.infinispan.factories.ComponentRegistry;
import org.infinispan.persistence.manager.PersistenceManager;

/** What one member has of a cache, in memory and in its store, and what its filters say of it. */
final class Presence {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long OVERLOOKED_MAX = 3;

    private final Cache<String, String> cache;
    private final NegativeLookup lookup;

    Presence(Cache<String, String> cache) {
        this.cache = cache;
        this.lookup = ComponentRegistry.componentOf(cache, NegativeLookup.class);
    }

    /** The filters of all segments that this member may answer for are complete, and of no others. */
    void awaitComplete() {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(lookup.getCompleteFilters()).isEqualTo(segments()));
    }

    /** No key that is there, and not only just leaves, is called absent. */
    void assertSound() {
        Set<Object> hidden = keys();
        hidden.removeIf(lookup::mayContain);
        hidden.retainAll(keys());
        assertThat(hidden).isEmpty();
        assertThat(lookup.getAuditFailures()).isZero();
    }

    /**
     * Without a store, the filters hold the keys in memory, each once, and hardly any besides: one that leaves at the very
     * moment its filter is made anew may stay in there.
     */
    void assertExact() {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(lookup.getKeys() - memory().sizeIncludingExpired())
                        .isBetween(0L, OVERLOOKED_MAX));
    }

    /** With a store, what has left the filters' keys leaves the filters too, sooner or later. */
    void awaitNoLeaks() {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(lookup.getKeys()).isLessThanOrEqualTo(keys().size()));
    }

    NegativeLookup lookup() {
        return lookup;
    }

    /** Whether this member answers for the key. */
    boolean owns(String key) {
        return cache.getAdvancedCache()
                .getDistributionManager()
                .getCacheTopology()
                .isReadOwner(key);
    }

    /** Whether this member has the key in memory or in its store, whatever its filters say. */
    boolean holds(String key) {
        return memory().peek(key) != null || storedKeys(key::equals).contains(key);
    }

    private Set<Object> keys() {
        Set<Object> keys = new HashSet<>();
        memory().iteratorIncludingExpired().forEachRemaining(entry -> keys.add(entry.getKey()));
        keys.addAll(storedKeys(key -> true));
        return keys;
    }

    private Set<Object> storedKeys(Predicate<Object> wanted) {
        PersistenceManager store = ComponentRegistry.componentOf(cache, PersistenceManager.class);
        return Flowable.fromPublisher(store.publishKeys(wanted, PersistenceManager.AccessMode.PRIVATE))
                .collect(Collectors.toSet())
                .blockingGet();
    }

    private int segments() {
        int segments = cache.getCacheConfiguration().clustering().hash().numSegments();
        DistributionManager distribution = cache.getAdvancedCache().getDistributionManager();
        return distribution == null
                ? segments
                : (int) IntStream.range(0, segments)
                        .filter(distribution.getCacheTopology()::isSegmentReadOwner)
                        .count();
    }

    private InternalDataContainer<?, ?> memory() {
        return ComponentRegistry.componentOf(cache, InternalDataContainer.class);
    }
}
