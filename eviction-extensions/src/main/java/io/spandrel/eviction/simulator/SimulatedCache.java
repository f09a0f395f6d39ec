package io.spandrel.eviction.simulator;

import io.spandrel.eviction.Bound;
import io.spandrel.eviction.BoundedMap;
import io.spandrel.eviction.EvictionEvents;
import io.spandrel.eviction.EvictionPolicy;
import io.spandrel.eviction.EvictionPolicyFactory;
import io.spandrel.eviction.Evictor;
import io.spandrel.eviction.MissRatioCurve;
import io.spandrel.eviction.PolicySettings;
import org.jspecify.annotations.Nullable;

/**
 * A cache of one policy and size that loads what it misses, and counts its hits.
 *
 * <p>One thread at a time. The same requests give the same hits.
 */
final class SimulatedCache {

    private final String policy;
    private final long capacity;
    private final boolean inBytes;
    private final Evictor<Object, Integer> evictor;
    private final BoundedMap<Object, Integer> map;
    private long requests;
    private long hits;
    private long bytesRequested;
    private long bytesHit;

    /**
     * An empty cache.
     *
     * @param capacity in entries, or in bytes if {@code inBytes}
     */
    SimulatedCache(EvictionPolicyFactory factory, long capacity, boolean inBytes) {
        this(factory, capacity, inBytes, null);
    }

    /** An empty cache whose requests {@code curve}, unless null, sees. */
    SimulatedCache(EvictionPolicyFactory factory, long capacity, boolean inBytes, @Nullable MissRatioCurve curve) {
        this.policy = factory.name();
        this.capacity = capacity;
        this.inBytes = inBytes;
        this.evictor = new Evictor<>(
                new Bound<>(
                        new Repeatable(factory),
                        capacity,
                        inBytes ? (key, size) -> size : null,
                        size -> -1,
                        Long.MAX_VALUE,
                        0,
                        Runnable::run),
                new FailFast(),
                curve);
        this.map = new BoundedMap<>(evictor);
    }

    void replay(Requests chunk) {
        for (int i = 0; i < chunk.count(); i++) {
            request(chunk.key(i), chunk.size(i));
        }
        evictor.flush();
    }

    void request(Object key, int size) {
        requests++;
        bytesRequested += size;
        if (isHit(key, size)) {
            hits++;
            bytesHit += size;
        } else {
            map.put(key, size);
        }
    }

    /** Looks {@code key} up. An entry whose size has changed is written anew, which the policy takes for a use. */
    private boolean isHit(Object key, int size) {
        if (!inBytes) {
            return map.get(key) != null;
        }
        Integer held = map.peek(key);
        if (held == null) {
            return false;
        }
        if (held == size) {
            map.get(key);
        } else {
            map.put(key, size);
        }
        return true;
    }

    String policy() {
        return policy;
    }

    long capacity() {
        return capacity;
    }

    long requests() {
        return requests;
    }

    long hits() {
        return hits;
    }

    /** Hits in percent of the requests. */
    double hitRatio() {
        return percent(hits, requests);
    }

    /** Bytes hit in percent of the bytes requested. */
    double byteHitRatio() {
        return percent(bytesHit, bytesRequested);
    }

    private static double percent(long part, long whole) {
        return whole == 0 ? 0 : 100.0 * part / whole;
    }

    /** Gives a policy that uses randomness the same seed each time. */
    private record Repeatable(EvictionPolicyFactory factory) implements EvictionPolicyFactory {

        @Override
        public String name() {
            return factory.name();
        }

        @Override
        public EvictionPolicy<?> create(PolicySettings settings) {
            return factory.create(new PolicySettings(settings.capacity(), 1, settings.deadline()));
        }
    }

    /** A policy that fails is not quietly replaced here: its figures would be those of another. */
    private static final class FailFast implements EvictionEvents<Object, Integer> {

        @Override
        public Runnable evicting(Object key, Integer size) {
            return () -> {};
        }

        @Override
        public void policyFailed(String policy, Throwable cause) {
            throw new IllegalStateException("policy " + policy + " failed: " + cause, cause);
        }
    }
}
