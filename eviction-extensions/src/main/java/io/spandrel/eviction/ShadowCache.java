package io.spandrel.eviction;

import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.function.IntPredicate;

/**
 * A cache of key hashes and weights alone, which tells whether a policy would have had a hit.
 *
 * <p>Not thread-safe. 100 to 200 bytes for each entry, with the policy's ghosts.
 */
final class ShadowCache {

    private final EvictionPolicy<? super TimedEntry> policy;
    private final Map<Integer, TimedEntry> entries = new HashMap<>();
    private long capacity;
    private long weight;

    ShadowCache(EvictionPolicy<? super TimedEntry> policy, long capacity) {
        this.policy = policy;
        this.capacity = capacity;
    }

    int size() {
        return entries.size();
    }

    /** Looks {@code hash} up, and puts it in if it is not there; returns whether it was. */
    boolean request(int hash, int entryWeight) {
        TimedEntry present = entries.get(hash);
        if (present != null) {
            present.used = true;
            policy.onHit(present);
            return true;
        }
        if (entryWeight <= capacity) {
            insert(hash, entryWeight);
        }
        return false;
    }

    void remove(int hash) {
        TimedEntry present = entries.remove(hash);
        if (present != null) {
            weight -= present.weight;
            policy.onRemove(present);
        }
    }

    /** Forgets the keys that {@code kept} refuses, and goes on with another capacity. */
    void thin(IntPredicate kept, long newCapacity) {
        for (Iterator<Map.Entry<Integer, TimedEntry>> each = entries.entrySet().iterator(); each.hasNext(); ) {
            Map.Entry<Integer, TimedEntry> entry = each.next();
            if (!kept.test(entry.getKey())) {
                each.remove();
                weight -= entry.getValue().weight;
                policy.onRemove(entry.getValue());
            }
        }
        capacity = newCapacity;
        policy.onResize(newCapacity);
        evict();
    }

    private void insert(Integer hash, int entryWeight) {
        TimedEntry entry = new TimedEntry();
        entry.key = hash;
        entry.weight = entryWeight;
        entries.put(hash, entry);
        weight += entryWeight;
        policy.onInsert(entry);
        evict();
    }

    private void evict() {
        while (weight > capacity) {
            PolicyEntry victim = policy.victim();
            if (victim == null || victim.key == null || entries.remove(victim.key) != victim) {
                throw new IllegalStateException("no entry of the shadow cache: " + victim);
            }
            weight -= victim.weight;
        }
    }

    void checkInvariants() {
        long weighed =
                entries.values().stream().mapToLong(entry -> entry.weight).sum();
        if (weighed != weight || weight > capacity) {
            throw new IllegalStateException("weighs " + weighed + ", counted " + weight + ", capacity " + capacity);
        }
    }
}
