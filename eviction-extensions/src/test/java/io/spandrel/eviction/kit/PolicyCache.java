package io.spandrel.eviction.kit;

import io.spandrel.eviction.EvictionPolicy;
import io.spandrel.eviction.LooseEntries;
import io.spandrel.eviction.PolicyEntry;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A cache reduced to what a policy sees of it: keys and weights, no values, one thread. Sends the events a real cache
 * sends, in the order the policy is promised.
 *
 * <p>Every victim has to be an entry held here: else {@link AssertionError}. After each operation, when the bound holds
 * again, the invariants given are checked.
 */
public final class PolicyCache {

    private final EvictionPolicy<PolicyEntry> policy;
    private final Runnable invariants;
    private final Map<Long, PolicyEntry> entries = new HashMap<>();
    private final List<PolicyEntry> lateHits = new ArrayList<>();
    private long capacity;
    private long weight;

    /**
     * A cache that is empty, as {@code policy} must be.
     *
     * @param capacity the sum of weights, 1 or more, that {@code policy} was created with
     */
    public PolicyCache(EvictionPolicy<?> policy, long capacity) {
        this(policy, () -> {}, capacity);
    }

    /**
     * The same.
     *
     * @param invariants throws if the policy's own structure is broken; run after each operation
     */
    @SuppressWarnings("unchecked") // the policy gets entries of its own newEntry() only
    public PolicyCache(EvictionPolicy<?> policy, Runnable invariants, long capacity) {
        this.policy = (EvictionPolicy<PolicyEntry>) policy;
        this.invariants = invariants;
        this.capacity = capacity;
    }

    /** Reads {@code key}; returns whether it was there. */
    public boolean read(long key) {
        PolicyEntry entry = entries.get(key);
        if (entry == null) {
            return false;
        }
        if (LooseEntries.touch(entry)) {
            policy.onHit(entry);
        }
        invariants.run();
        return true;
    }

    /** Reads {@code key}, if it is there; the policy hears of it by {@link #deliverHits}, if at all. */
    public void readAndTellLater(long key) {
        PolicyEntry entry = entries.get(key);
        if (entry != null && LooseEntries.touch(entry)) {
            lateHits.add(entry);
        }
    }

    /** Tells the policy of the hits that wait, in the order given by {@code shuffle}, as far as their entries are held. */
    public void deliverHits(RandomGenerator shuffle) {
        Collections.shuffle(lateHits, new Random(shuffle.nextLong()));
        for (PolicyEntry entry : lateHits) {
            if (entries.get((Long) entry.key()) == entry) {
                policy.onHit(entry);
                invariants.run();
            }
        }
        lateHits.clear();
    }

    /** Reads {@code key}, and on a miss writes it with weight 1; returns whether it was there. */
    public boolean request(long key) {
        return request(key, 1);
    }

    /** Reads {@code key}, and on a miss writes it; returns whether it was there. */
    public boolean request(long key, int entryWeight) {
        if (read(key)) {
            return true;
        }
        weigh(key, entryWeight);
        return false;
    }

    /**
     * Writes {@code key} with a weight.
     *
     * @return the keys that left for it, in order; {@code key} itself if it alone weighs more than the capacity
     */
    public List<Long> weigh(long key, int entryWeight) {
        PolicyEntry present = entries.get(key);
        if (entryWeight > capacity) {
            remove(key);
            return List.of(key);
        }
        if (present == null) {
            insert(key, entryWeight);
        } else {
            int before = present.weight();
            LooseEntries.reweigh(present, entryWeight);
            weight += entryWeight - before;
            policy.onUpdate(present, before);
        }
        return makeRoom();
    }

    /** Writes {@code key}, which is there, with its present weight: reported as the policy's {@code overwrite()} says. */
    public void overwrite(long key) {
        PolicyEntry entry = entries.get(key);
        if (entry == null) {
            throw new AssertionError(key + " is not in the cache");
        }
        switch (policy.overwrite()) {
            case EVENT -> weigh(key, entry.weight());
            case HIT -> read(key);
            case NOTHING -> {}
        }
    }

    /** Writes keys of weight 1 one after the other; returns the keys that left for them, in order. */
    public List<Long> write(long... keys) {
        List<Long> evicted = new ArrayList<>();
        for (long key : keys) {
            evicted.addAll(weigh(key, 1));
        }
        return evicted;
    }

    /** Reads keys one after the other, all of which must be there. */
    public void hit(long... keys) {
        for (long key : keys) {
            if (!read(key)) {
                throw new AssertionError(key + " is not in the cache");
            }
        }
    }

    /** Removes {@code key}, if it is there. */
    public void remove(long key) {
        PolicyEntry entry = entries.remove(key);
        if (entry != null) {
            weight -= entry.weight();
            policy.onRemove(entry);
            invariants.run();
        }
    }

    /** Changes the bound, to 1 or more; returns the keys that left for it, in order. */
    public List<Long> resize(long newCapacity) {
        capacity = newCapacity;
        policy.onResize(newCapacity);
        return makeRoom();
    }

    /** Takes all entries out; returns their keys, the first to be evicted first. */
    public List<Long> drain() {
        List<Long> order = new ArrayList<>();
        while (!entries.isEmpty()) {
            boolean wantedMore = policy.wantsMore();
            PolicyEntry victim = policy.victim();
            order.add(leave(victim == null && wantedMore ? policy.victim() : victim));
            invariants.run();
        }
        if (policy.victim() != null) {
            throw new AssertionError("a victim although the cache is empty");
        }
        return order;
    }

    public boolean contains(long key) {
        return entries.containsKey(key);
    }

    /** The keys held now; a view. */
    public Set<Long> keys() {
        return Collections.unmodifiableSet(entries.keySet());
    }

    public int size() {
        return entries.size();
    }

    /** The entry held for {@code key}, to be read by other threads; null if there is none. */
    @Nullable
    PolicyEntry entry(long key) {
        return entries.get(key);
    }

    private void insert(long key, int entryWeight) {
        PolicyEntry blank = policy.newEntry();
        if (blank == null || blank.key() != null) {
            throw new AssertionError("newEntry() must be blank, was " + blank);
        }
        PolicyEntry entry = LooseEntries.named(blank, key, entryWeight);
        entries.put(key, entry);
        weight += entryWeight;
        policy.onInsert(entry);
    }

    private List<Long> makeRoom() {
        List<Long> evicted = new ArrayList<>();
        while (!entries.isEmpty() && (weight > capacity || policy.wantsMore())) {
            PolicyEntry victim = policy.victim();
            if (victim == null && weight <= capacity) {
                break;
            }
            evicted.add(leave(victim));
        }
        invariants.run();
        return evicted;
    }

    private long leave(@Nullable PolicyEntry victim) {
        if (victim == null) {
            throw new AssertionError("no victim although the cache holds " + entries.size() + " entries");
        }
        if (!(victim.key() instanceof Long key) || !entries.remove(key, victim)) {
            throw new AssertionError("the victim is not held by the cache: " + victim + " of key " + victim.key());
        }
        weight -= victim.weight();
        return key;
    }
}
