package io.spandrel.eviction.infinispan;

import io.spandrel.eviction.Bound;
import io.spandrel.eviction.CoordinatedEntries;
import io.spandrel.eviction.CoordinationEvents;
import io.spandrel.eviction.EvictionEvents;
import io.spandrel.eviction.Evictor;
import io.spandrel.eviction.FollowedPolicy;
import io.spandrel.eviction.MissRatioCurve;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import org.infinispan.container.entries.InternalCacheEntry;
import org.infinispan.factories.impl.BasicComponentRegistry;
import org.infinispan.util.concurrent.locks.LockManager;
import org.jspecify.annotations.Nullable;

/** A bounded container in which the primary of each segment chooses the victims, and this member follows for the others. */
final class CoordinatedContainer<K, V> extends BoundedContainer<K, V> implements CoordinatedEntries {

    /*
     * Two evictors: the inherited one has the policy and the segments led, `followed` watches all others. The bound is
     * divided between them, and `followed` may have a slack beside: how many entries others keep here is not exactly
     * even. Beyond that, this member evicts what it follows by itself, as the last resort.
     *
     * Segments begin as followed. share, and who changes bound, are guarded by `roles`.
     */
    private static final int SLACK_DIVISOR = 10;
    private static final long SLACK_MIN = 64;

    private final Evictor<K, InternalCacheEntry<K, V>> followed;
    private final CoordinationEvents events;
    private final AtomicLong uncoordinated = new AtomicLong();
    private final Object roles = new Object();
    private double share;
    private volatile long bound;
    private @Nullable LockManager locks;

    CoordinatedContainer(
            String cacheName,
            int segments,
            boolean peeksAreReads,
            Executor nonBlocking,
            Bound<K, InternalCacheEntry<K, V>> bound,
            @Nullable MissRatioCurve curve,
            CoordinationEvents events) {
        super(cacheName, segments, peeksAreReads, nonBlocking, bound, curve);
        this.events = events;
        this.bound = bound.capacity();
        this.followed = new Evictor<>(
                new Bound<>(
                        FollowedPolicy.telling(events::readAsBackup),
                        limitOfFollowed(bound.capacity(), 0),
                        bound.weigher(),
                        bound.deadline(),
                        bound.evictionsMax(),
                        0,
                        bound.executor()),
                new LastResort());
        startSegmentsWith(followed);
    }

    @Override
    void wire(BasicComponentRegistry components) {
        super.wire(components);
        locks = components.getComponent(LockManager.class).wired();
    }

    /** How far a member may exceed its bound by entries it follows. */
    static long slack(long bound) {
        return Math.max(bound / SLACK_DIVISOR, Math.min(bound, SLACK_MIN));
    }

    private static long limitOfFollowed(long bound, long ledLimit) {
        return Math.max(1, bound - ledLimit + slack(bound));
    }

    @Override
    public void lead(BitSet led, double newShare) {
        synchronized (roles) {
            List<SegmentMap<K, V>> gained = new ArrayList<>();
            List<SegmentMap<K, V>> lost = new ArrayList<>();
            for (int segment = 0; segment < maps.length(); segment++) {
                SegmentMap<K, V> map = segment(segment);
                if (map != null) {
                    (led.get(segment) ? gained : lost).add(map);
                }
            }
            share = newShare;
            limit(followed, bound + slack(bound)); // roomy while entries change sides
            evictor().handOver(lost, followed, FollowedPolicy.BY_LAST_USE);
            limit(evictor(), limitOfLed());
            followed.handOver(gained, evictor(), FollowedPolicy.BY_LAST_USE);
            limit(followed, limitOfFollowed(bound, limitOfLed()));
        }
    }

    @Override
    public void resize(long newBound) {
        synchronized (roles) {
            bound = newBound;
            limit(evictor(), limitOfLed());
            limit(followed, limitOfFollowed(bound, limitOfLed()));
        }
    }

    private long limitOfLed() {
        return Math.max(1, (long) (bound * share));
    }

    private static void limit(Evictor<?, ?> evictor, long limit) {
        if (evictor.capacity() != limit) {
            evictor.resize(limit);
        }
    }

    @Override
    public long capacity() {
        return bound;
    }

    @Override
    public long evictionSize() {
        return evictor().weight() + followed.weight();
    }

    long entries() {
        return evictor().entries() + followed.entries();
    }

    long evictions() {
        return evictor().evictions() + followed.evictions();
    }

    long prematureEvictions() {
        return evictor().prematureEvictions() + followed.prematureEvictions();
    }

    @Override
    public void cleanUp() {
        super.cleanUp();
        followed.flush();
    }

    @Override
    void checkInvariants() {
        super.checkInvariants();
        followed.checkInvariants();
    }

    @Override
    public Runnable evicting(K key, InternalCacheEntry<K, V> entry) {
        Runnable left = super.evicting(key, entry);
        return () -> {
            left.run();
            events.evicted(key);
        };
    }

    @Override
    public boolean holds(int segment, Object key) {
        SegmentMap<K, V> map = segment(segment);
        return map != null && map.containsKey(key);
    }

    @Override
    public boolean letGo(int segment, Object key) {
        SegmentMap<K, V> map = segment(segment);
        return map != null && map.evict(key, new Following());
    }

    @Override
    public boolean hit(int segment, Object key) {
        SegmentMap<K, V> map = segment(segment);
        return map != null && map.read(key) != null;
    }

    @Override
    public boolean isBeingWritten(Object key) {
        return locks != null && locks.isLocked(key);
    }

    @Override
    public Set<Object> keys(int segment) {
        SegmentMap<K, V> map = segment(segment);
        return map == null ? Set.of() : Collections.unmodifiableSet(map.keySet());
    }

    @Override
    public long uncoordinatedEvictions() {
        return uncoordinated.get();
    }

    /** An entry leaves because its primary, or the comparison with other owners, said so. */
    private final class Following implements EvictionEvents<K, InternalCacheEntry<K, V>> {

        @Override
        public Runnable evicting(K key, InternalCacheEntry<K, V> entry) {
            return leaving(key, entry);
        }

        @Override
        public void policyFailed(String policy, Throwable cause) {
            throw new IllegalStateException("no policy was asked", cause);
        }
    }

    /** An entry this member only follows leaves for want of room. */
    private final class LastResort implements EvictionEvents<K, InternalCacheEntry<K, V>> {

        @Override
        public Runnable evicting(K key, InternalCacheEntry<K, V> entry) {
            uncoordinated.incrementAndGet();
            return leaving(key, entry);
        }

        @Override
        public void policyFailed(String policy, Throwable cause) {
            CoordinatedContainer.this.policyFailed(policy, cause);
        }
    }
}
