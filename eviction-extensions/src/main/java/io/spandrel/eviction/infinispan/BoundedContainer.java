package io.spandrel.eviction.infinispan;

import io.spandrel.eviction.Bound;
import io.spandrel.eviction.EvictionEvents;
import io.spandrel.eviction.Evictor;
import io.spandrel.eviction.MissRatioCurve;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Predicate;
import org.infinispan.commons.time.TimeService;
import org.infinispan.commons.util.IntSet;
import org.infinispan.commons.util.IntSets;
import org.infinispan.configuration.cache.Configuration;
import org.infinispan.container.entries.InternalCacheEntry;
import org.infinispan.container.impl.DefaultSegmentedDataContainer;
import org.infinispan.container.impl.InternalEntryFactory;
import org.infinispan.container.impl.PeekableTouchableMap;
import org.infinispan.distribution.ch.KeyPartitioner;
import org.infinispan.eviction.EvictionManager;
import org.infinispan.eviction.impl.PassivationManager;
import org.infinispan.expiration.impl.InternalExpirationManager;
import org.infinispan.factories.impl.BasicComponentRegistry;
import org.infinispan.util.concurrent.DataOperationOrderer;
import org.jspecify.annotations.Nullable;

/**
 * Infinispan's segmented container, with one {@link Evictor} over the maps of all segments.
 *
 * <p>Evicting an entry does what Infinispan's own bounded container does: it is ordered with other operations on the
 * key, passivated, counted and reported to listeners.
 */
class BoundedContainer<K, V> extends DefaultSegmentedDataContainer<K, V>
        implements EvictionEvents<K, InternalCacheEntry<K, V>> {

    /*
     * User reads arrive as get(), except in replicated caches whose reads bypass the interceptor chain and arrive as
     * peek(); there every peek counts, a write's own included.
     */
    private final boolean peeksAreReads;
    private final Evictor<K, InternalCacheEntry<K, V>> evictor;
    private final Executor nonBlocking;
    private final String cacheName;
    private final SegmentMaps<K, V> segmentMaps;
    private final Maps<K, V> newMaps;

    BoundedContainer(
            String cacheName,
            int segments,
            boolean peeksAreReads,
            Executor nonBlocking,
            Bound<K, InternalCacheEntry<K, V>> bound,
            @Nullable MissRatioCurve curve) {
        this(cacheName, segments, peeksAreReads, nonBlocking, bound, curve, new Maps<>());
    }

    private BoundedContainer(
            String cacheName,
            int segments,
            boolean peeksAreReads,
            Executor nonBlocking,
            Bound<K, InternalCacheEntry<K, V>> bound,
            @Nullable MissRatioCurve curve,
            Maps<K, V> maps) {
        super(maps.segments, segments);
        this.segmentMaps = maps.segments;
        this.newMaps = maps;
        this.cacheName = cacheName;
        this.peeksAreReads = peeksAreReads;
        this.nonBlocking = nonBlocking;
        this.evictor = new Evictor<>(bound, this, curve);
        maps.evictor = evictor;
    }

    /*
     * Infinispan injects and starts only classes its annotation processor saw in a module, and this jar is none. So the
     * fields it would fill are filled here, and the segments are started before anything can ask for them.
     */
    @SuppressWarnings("unchecked") // Infinispan's registry knows raw types only
    void wire(BasicComponentRegistry components) {
        timeService = components.getComponent(TimeService.class).wired();
        evictionManager = components.getComponent(EvictionManager.class).wired();
        expirationManager =
                components.getComponent(InternalExpirationManager.class).wired();
        entryFactory = components.getComponent(InternalEntryFactory.class).wired();
        passivator = components.getComponent(PassivationManager.class);
        configuration = components.getComponent(Configuration.class).wired();
        keyPartitioner = components.getComponent(KeyPartitioner.class).wired();
        orderer = components.getComponent(DataOperationOrderer.class).wired();
        start();
    }

    final Evictor<K, InternalCacheEntry<K, V>> evictor() {
        return evictor;
    }

    /** Has a listener of its own hear of each segment's keys. To be called once, before the first entry comes. */
    void watch(KeyListener.Factory listeners) {
        segmentMaps.watch(listeners);
        forEachSegment((map, segment) -> maps.set(segment, segmentMaps.watched(map, segment)));
    }

    @Override
    public synchronized void addSegments(IntSet segments) {
        segments.forEach((int segment) -> {
            segmentMaps.next(segment);
            super.addSegments(IntSets.immutableSet(segment));
        });
    }

    /** Has segments that start from now on begin with another evictor. */
    final void startSegmentsWith(Evictor<K, InternalCacheEntry<K, V>> other) {
        newMaps.evictor = other;
    }

    /** The map of a segment, watched or not; null if the segment is not here. */
    final @Nullable SegmentMap<K, V> segment(int segment) {
        PeekableTouchableMap<K, V> map = maps.get(segment);
        return (SegmentMap<K, V>) (map instanceof WatchedMap<K, V> watched ? watched.watched() : map);
    }

    @Override
    public @Nullable InternalCacheEntry<K, V> get(int segment, Object key) {
        SegmentMap<K, V> map = segment(segment);
        return map == null ? null : map.read(key);
    }

    /** Like {@link #get} of an entry that {@code wanted} accepts; any other is not returned, and no read for the policy. */
    final @Nullable InternalCacheEntry<K, V> readIf(
            int segment, Object key, Predicate<InternalCacheEntry<?, ?>> wanted) {
        SegmentMap<K, V> map = segment(segment);
        return map == null ? null : map.getIf(key, wanted);
    }

    @Override
    public @Nullable InternalCacheEntry<K, V> peek(int segment, Object key) {
        return peeksAreReads ? get(segment, key) : super.peek(segment, key);
    }

    @Override
    public CompletionStage<Void> evict(int segment, K key) {
        return maps.get(segment) instanceof WatchedMap<K, V> watched
                ? watched.evict(key, () -> super.evict(segment, key))
                : super.evict(segment, key);
    }

    @Override
    public void clear() {
        forEachSegment((map, segment) -> {
            segmentRemoved(map);
            map.clear();
        });
        evictor.cleared();
    }

    @Override
    public long capacity() {
        return evictor.capacity();
    }

    @Override
    public void resize(long newSize) {
        evictor.resize(newSize);
    }

    @Override
    public long evictionSize() {
        return evictor.weight();
    }

    @Override
    public void cleanUp() {
        evictor.flush();
    }

    void checkInvariants() {
        evictor.checkInvariants();
    }

    @Override
    public Runnable evicting(K key, InternalCacheEntry<K, V> entry) {
        return leaving(key, entry);
    }

    /** What Infinispan does for an entry that is evicted; run the result once the entry has left. */
    final Runnable leaving(K key, InternalCacheEntry<K, V> entry) {
        Runnable moved = maps.get(keyPartitioner.getSegment(key)) instanceof WatchedMap<K, V> watched
                ? watched.evicting(key, entry)
                : () -> {};
        CompletableFuture<Void> left = new CompletableFuture<>();
        entryRemoved(entry);
        handleEviction(entry, orderer, passivator.running(), evictionManager, this, nonBlocking, left)
                .whenComplete((nothing, failure) -> moved.run());
        return () -> left.complete(null);
    }

    @Override
    public void policyFailed(String policy, Throwable cause) {
        EvictionLog.LOG.policyFailed(cacheName, policy, cause);
    }

    /** Makes the maps; exists before the evictor does, because the superclass wants it first. */
    private static final class Maps<K, V> {

        private final SegmentMaps<K, V> segments = new SegmentMaps<>(this::map);
        private @Nullable Evictor<K, InternalCacheEntry<K, V>> evictor;

        private PeekableTouchableMap<K, V> map() {
            if (evictor == null) {
                throw new IllegalStateException("segments start after the container is built");
            }
            return new SegmentMap<>(evictor);
        }
    }
}
