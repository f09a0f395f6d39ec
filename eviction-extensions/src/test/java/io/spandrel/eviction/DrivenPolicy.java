package io.spandrel.eviction;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A policy in a cache of keys and weights alone, in one thread: it gets the events the container would send it.
 *
 * @param <E> the policy's entry
 */
final class DrivenPolicy<E extends PolicyEntry> {

    private final EvictionPolicy<E> policy;
    private final Map<Long, E> entries = new HashMap<>();
    private long capacity;
    private long weight;

    DrivenPolicy(EvictionPolicy<E> policy, long capacity) {
        this.policy = policy;
        this.capacity = capacity;
    }

    /** Reads {@code key}, and on a miss puts it in with weight 1; returns whether it was there. */
    boolean request(long key) {
        return request(key, 1);
    }

    boolean request(long key, int entryWeight) {
        E present = entries.get(key);
        if (present != null) {
            if (((PolicyEntry) present).touch()) {
                policy.onHit(present);
            }
            return true;
        }
        if (entryWeight <= capacity) {
            insert(key, entryWeight);
        }
        return false;
    }

    /** Writes {@code key} with a weight of at most the capacity. */
    void put(long key, int entryWeight) {
        E present = entries.get(key);
        if (present == null) {
            insert(key, entryWeight);
            return;
        }
        int before = present.weight;
        present.weight = entryWeight;
        weight += entryWeight - before;
        policy.onUpdate(present, before);
        evict();
    }

    void remove(long key) {
        E present = entries.remove(key);
        if (present != null) {
            weight -= present.weight;
            policy.onRemove(present);
        }
    }

    void resize(long newCapacity) {
        capacity = newCapacity;
        policy.onResize(newCapacity);
        evict();
    }

    Set<Long> keys() {
        return entries.keySet();
    }

    private void insert(long key, int entryWeight) {
        E entry = policy.newEntry();
        entry.key = key;
        entry.weight = entryWeight;
        entries.put(key, entry);
        weight += entryWeight;
        policy.onInsert(entry);
        evict();
    }

    private void evict() {
        while (weight > capacity) {
            E victim = policy.victim();
            if (victim == null || victim.key == null || !entries.remove(victim.key, victim)) {
                throw new IllegalStateException("no entry of the cache: " + victim);
            }
            weight -= victim.weight;
        }
    }

    /**
     * Random reads, writes, removals and changes of the bound; after each, the bound holds and {@code check} passes.
     * Entries weigh up to {@code weightMax}, or less where that exceeds the bound.
     */
    static <E extends PolicyEntry> void churn(
            Function<PolicySettings, ? extends EvictionPolicy<E>> create,
            Consumer<? super EvictionPolicy<E>> check,
            long capacity,
            int weightMax) {
        EvictionPolicy<E> policy = create.apply(PolicySettings.of(capacity));
        DrivenPolicy<E> cache = new DrivenPolicy<>(policy, capacity);
        SplittableRandom random = new SplittableRandom(capacity * 31 + weightMax);
        for (int step = 0; step < 3_000; step++) {
            long key = random.nextLong(capacity * 3 + 2) * random.nextInt(1, 3);
            int weight = (int) Math.min(random.nextInt(weightMax == 1 ? 1 : 0, weightMax + 1), cache.capacity);
            int kind = random.nextInt(100);
            if (kind < 70) {
                cache.request(key, weight);
            } else if (kind < 85) {
                cache.put(key, weight);
            } else if (kind < 99) {
                cache.remove(key);
            } else {
                cache.resize(random.nextLong(1, capacity * 2 + 1));
            }
            check.accept(policy);
        }
        cache.resize(1);
        check.accept(policy);
        cache.drain();
        check.accept(policy);
    }

    /** Takes victims until there are none; fails unless that was every entry. */
    private void drain() {
        for (E victim = policy.victim(); victim != null; victim = policy.victim()) {
            entries.remove(victim.key, victim);
        }
        if (!entries.isEmpty()) {
            throw new IllegalStateException("entries without end: " + entries.keySet());
        }
    }
}
