package io.spandrel.eviction;

import java.util.Arrays;

/**
 * Keys in the order of their last use, with a weight each: tells how much was used since a key was.
 *
 * <p>Not thread-safe. At most {@code keysMax} keys, which are known by 32 well-mixed bits. Every operation takes the
 * logarithm of the keys, in the mean.
 *
 * @see <a href="https://doi.org/10.1145/78922.78926">Olken's tree, as in: Bennett, Kruskal, LRU stack processing, IBM J. Res. Dev.
 *     19(4), 1975</a>, for counting marks over time
 */
final class SampledStack {

    /*
     * A use takes the next of a row of slots and empties the key's former one, so slots stand in the order of use. A
     * Fenwick tree over the slots' weights sums what lies behind any of them. When the row is used up, the keys are
     * moved together to its beginning; at most half of it is then in use. A hash table with linear probing leads from
     * keys to slots, and holds slot + 1.
     *
     * Invariants
     *   I1  weights[s] > 0 exactly if slot s is taken; taken slots lie in [oldest, next).
     *   I2  tree sums weights; total is the sum of all; size is the number of taken slots.
     *   I3  the table finds exactly the taken slots, by their keys.
     */
    private static final int SLOTS_MIN = 1 << 10;

    private final int slotsMax;
    private int[] keys;
    private int[] weights;
    private long[] tree;
    private int[] table;
    private int oldest;
    private int next;
    private int size;
    private long total;

    /** For {@code keysMax} keys, a power of two. */
    SampledStack(int keysMax) {
        slotsMax = 2 * keysMax;
        allocate(Math.min(SLOTS_MIN, slotsMax));
    }

    int size() {
        return size;
    }

    /** Sum of all weights. */
    long weight() {
        return total;
    }

    /** Sum of the weights of the keys used since {@code key} was; -1 if it is not here. */
    long above(int key) {
        int slot = table[find(key)] - 1;
        return slot < 0 ? -1 : total - sumUpTo(slot);
    }

    /** Weight of {@code key}, 0 if it is not here. */
    int weightOf(int key) {
        int slot = table[find(key)] - 1;
        return slot < 0 ? 0 : weights[slot];
    }

    /** {@code key} is used, and weighs {@code weight} from now on; 1 or more. */
    void use(int key, int weight) {
        int place = find(key);
        int slot = table[place] - 1;
        if (slot >= 0 && slot == next - 1) {
            add(slot, weight - weights[slot]);
            weights[slot] = weight;
            return;
        }
        if (slot < 0) {
            size++;
        } else {
            empty(slot);
        }
        table[place] = next + 1;
        keys[next] = key;
        weights[next] = weight;
        add(next, weight);
        next++;
        if (next == keys.length) {
            compact();
        }
    }

    void remove(int key) {
        int place = find(key);
        int slot = table[place] - 1;
        if (slot >= 0) {
            empty(slot);
            size--;
            unlink(place);
        }
    }

    /** Forgets the keys used longest ago, until the others weigh no more than {@code weightMax}. */
    void trim(long weightMax) {
        while (total > weightMax) {
            while (weights[oldest] == 0) {
                oldest++;
            }
            remove(keys[oldest]);
        }
    }

    /** Forgets the keys whose bits, unsigned, are {@code limit} or more. */
    void keepBelow(long limit) {
        for (int slot = oldest; slot < next; slot++) {
            if (weights[slot] > 0 && Integer.toUnsignedLong(keys[slot]) >= limit) {
                remove(keys[slot]);
            }
        }
    }

    void clear() {
        Arrays.fill(weights, 0);
        Arrays.fill(tree, 0);
        Arrays.fill(table, 0);
        oldest = 0;
        next = 0;
        size = 0;
        total = 0;
    }

    /** Bytes its arrays take. */
    long memory() {
        return (long) keys.length * (2 * Integer.BYTES + Long.BYTES) + (long) table.length * Integer.BYTES;
    }

    private void allocate(int slots) {
        keys = new int[slots];
        weights = new int[slots];
        tree = new long[slots + 1];
        table = new int[2 * slots];
    }

    // ---- the order ----

    private void empty(int slot) {
        add(slot, -weights[slot]);
        weights[slot] = 0;
    }

    private void add(int slot, long weight) {
        total += weight;
        for (int i = slot + 1; i < tree.length; i += i & -i) {
            tree[i] += weight;
        }
    }

    private long sumUpTo(int slot) {
        long sum = 0;
        for (int i = slot + 1; i > 0; i -= i & -i) {
            sum += tree[i];
        }
        return sum;
    }

    private void compact() {
        int[] fromKeys = keys;
        int[] fromWeights = weights;
        int end = next;
        if (2 * size > keys.length && keys.length < slotsMax) {
            allocate(2 * keys.length);
        } else {
            Arrays.fill(tree, 0);
            Arrays.fill(table, 0);
        }
        next = 0;
        size = 0;
        total = 0;
        for (int slot = oldest; slot < end; slot++) {
            int weight = fromWeights[slot];
            if (weight > 0) {
                fromWeights[slot] = 0;
                append(fromKeys[slot], weight);
            }
        }
        oldest = 0;
        for (int i = 1; i < tree.length; i++) {
            int parent = i + (i & -i);
            if (parent < tree.length) {
                tree[parent] += tree[i];
            }
        }
    }

    /** Takes the next slot without summing, for {@link #compact()} to do at once. */
    private void append(int key, int weight) {
        table[find(key)] = next + 1;
        keys[next] = key;
        weights[next] = weight;
        tree[next + 1] = weight;
        total += weight;
        next++;
        size++;
    }

    // ---- the table ----

    /** Where {@code key} stands in the table, or the free place where it belongs. */
    private int find(int key) {
        int place = key & (table.length - 1);
        while (table[place] != 0 && keys[table[place] - 1] != key) {
            place = (place + 1) & (table.length - 1);
        }
        return place;
    }

    /** Frees a place, and moves up those behind it that would no longer be found. */
    private void unlink(int place) {
        int mask = table.length - 1;
        int free = place;
        for (int i = (free + 1) & mask; table[i] != 0; i = (i + 1) & mask) {
            int home = keys[table[i] - 1] & mask;
            if (((i - home) & mask) >= ((i - free) & mask)) {
                table[free] = table[i];
                free = i;
            }
        }
        table[free] = 0;
    }

    void checkInvariants() {
        int taken = 0;
        long sum = 0;
        for (int slot = 0; slot < keys.length; slot++) {
            sum += weights[slot];
            if (weights[slot] > 0) {
                taken++;
                if (slot < oldest || slot >= next || table[find(keys[slot])] != slot + 1) {
                    throw new IllegalStateException("lost slot " + slot);
                }
            }
            if (sumUpTo(slot) != sum) {
                throw new IllegalStateException("sum up to " + slot + " is " + sumUpTo(slot) + ", not " + sum);
            }
        }
        long linked = Arrays.stream(table).filter(slot -> slot != 0).count();
        if (taken != size || linked != size || sum != total) {
            throw new IllegalStateException(taken + " slots, " + linked + " linked, size " + size);
        }
    }
}
