package io.spandrel.eviction;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A cache reduced to what a policy sees of it: one thread, no values. Checks after each operation that the policy's
 * invariants hold, and that its victims are entries of this cache.
 */
final class PolicyCache<E extends PolicyEntry> {

    private final EvictionPolicy<E> policy;
    private final Runnable checkInvariants;
    private final Map<Long, E> entries = new HashMap<>();
    private long capacity;
    private long weight;

    PolicyCache(EvictionPolicy<E> policy, Runnable checkInvariants, long capacity) {
        this.policy = policy;
        this.checkInvariants = checkInvariants;
        this.capacity = capacity;
    }

    /** Reads {@code key}; returns whether it was there. */
    boolean read(long key) {
        E entry = entries.get(key);
        if (entry == null) {
            return false;
        }
        if (entry.touch()) {
            policy.onHit(entry);
        }
        checkInvariants.run();
        return true;
    }

    /** Writes {@code key} with a weight; returns the keys evicted for it, in order. */
    List<Long> weigh(long key, int entryWeight) {
        E entry = entries.get(key);
        if (entry == null) {
            insert(key, entryWeight);
        } else {
            int oldWeight = entry.weight;
            entry.weight = entryWeight;
            weight += entryWeight - oldWeight;
            policy.onUpdate(entry, oldWeight);
        }
        return evict();
    }

    /** Writes keys of weight 1 one after the other; returns the keys evicted, in order. */
    List<Long> write(long... keys) {
        List<Long> evicted = new ArrayList<>();
        for (long key : keys) {
            evicted.addAll(weigh(key, 1));
        }
        return evicted;
    }

    /** Reads keys one after the other, all of which must be there. */
    void hit(long... keys) {
        for (long key : keys) {
            if (!read(key)) {
                throw new AssertionError(key + " is not in the cache");
            }
        }
    }

    void remove(long key) {
        E entry = entries.remove(key);
        if (entry != null) {
            weight -= entry.weight;
            policy.onRemove(entry);
            checkInvariants.run();
        }
    }

    List<Long> resize(long newCapacity) {
        capacity = newCapacity;
        policy.onResize(newCapacity);
        return evict();
    }

    /** Takes all entries out, the first to be evicted first. */
    List<Long> drain() {
        List<Long> order = new ArrayList<>();
        while (!entries.isEmpty()) {
            order.add(evictOne());
        }
        if (policy.victim() != null) {
            throw new AssertionError("a victim from an empty cache");
        }
        return order;
    }

    boolean contains(long key) {
        return entries.containsKey(key);
    }

    int size() {
        return entries.size();
    }

    private void insert(long key, int entryWeight) {
        E entry = policy.newEntry();
        entry.key = key;
        entry.weight = entryWeight;
        entries.put(key, entry);
        weight += entryWeight;
        policy.onInsert(entry);
        checkInvariants.run();
    }

    private List<Long> evict() {
        List<Long> evicted = new ArrayList<>();
        while (weight > capacity) {
            evicted.add(evictOne());
        }
        return evicted;
    }

    private long evictOne() {
        E victim = policy.victim();
        checkInvariants.run();
        if (victim == null || !entries.remove((Long) victim.key, victim)) {
            throw new AssertionError("victim " + victim + " is not in the cache of " + entries.size());
        }
        weight -= victim.weight;
        return (Long) victim.key;
    }
}
