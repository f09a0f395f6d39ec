package io.spandrel.eviction;

import java.util.Arrays;

/**
 * Keys that left a cache but keep their place in its order of use: each by its 32-bit hash, its weight and the time it
 * was last used, oldest first.
 *
 * <p>Two keys with the same hash are taken for one another; with well spread hashes that is one wrong answer in
 * about 2^32 / size questions. Not thread-safe. Has no bound of its own: the policy forgets from the oldest end.
 */
final class DatedGhosts {

    /*
     * hashes, weights and times form a ring in order of time; head and tail count up for ever and are masked. A ghost
     * that is called back leaves a hole (weight 0), dropped when it reaches the head or when the ring is rebuilt, which
     * happens at most once for a quarter of its length, so that every operation takes amortised constant time.
     * slots is an open-addressing table (linear probing, deletion by shifting back) from hash to ring position + 1.
     * About 24 bytes for each ghost, up to 48 just after the ring has grown.
     *
     * Invariants
     *   I1  every ring position with weight > 0 is found through slots, and nothing else is.
     *   I2  times ascend; the position at head is not a hole.
     *   I3  slots is at most half full.
     */
    static final long NONE = -1;

    private static final int LENGTH_MIN = 16;

    private long weight;
    private int size;
    private long head;
    private long tail;
    private int[] hashes = new int[LENGTH_MIN];
    private int[] weights = new int[LENGTH_MIN];
    private long[] times = new long[LENGTH_MIN];
    private int[] slots = new int[LENGTH_MIN * 2];

    int size() {
        return size;
    }

    long weight() {
        return weight;
    }

    /** When {@code hash} was last used; {@link #NONE} if it is not remembered. */
    long timeOf(int hash) {
        int slot = slotOf(hash);
        return slots[slot] == 0 ? NONE : times[slots[slot] - 1];
    }

    /** When the oldest was last used; {@link #NONE} if nothing is remembered. */
    long oldestTime() {
        return size == 0 ? NONE : times[ring(head)];
    }

    /** Remembers {@code hash} as the youngest; {@code time} must be 0 or more, and not before that of any other. */
    void add(int hash, int entryWeight, long time) {
        remove(hash);
        if (size > 0 && time < times[ring(tail - 1)]) {
            throw new IllegalArgumentException("time " + time + " is before " + times[ring(tail - 1)]);
        }
        if (tail - head == hashes.length) {
            rebuild();
        }
        int position = ring(tail++);
        hashes[position] = hash;
        weights[position] = Math.max(1, entryWeight);
        times[position] = time;
        slots[slotOf(hash)] = position + 1;
        size++;
        weight += weights[position];
    }

    /** Forgets {@code hash}; returns its weight, 0 if it was not remembered. */
    int remove(int hash) {
        int slot = slotOf(hash);
        return slots[slot] == 0 ? 0 : drop(slot);
    }

    /** Forgets the oldest, if there is one; returns its weight, 0 if there is none. */
    int removeOldest() {
        return size == 0 ? 0 : drop(slotOf(hashes[ring(head)]));
    }

    private int drop(int slot) {
        int position = slots[slot] - 1;
        int dropped = weights[position];
        weights[position] = 0;
        weight -= dropped;
        size--;
        closeGap(slot);
        while (head < tail && weights[ring(head)] == 0) {
            head++;
        }
        return dropped;
    }

    private int ring(long index) {
        return (int) index & (hashes.length - 1);
    }

    /** The slot that holds {@code hash}, or the free one where it would be. */
    private int slotOf(int hash) {
        int mask = slots.length - 1;
        int slot = hash & mask;
        while (slots[slot] != 0 && hashes[slots[slot] - 1] != hash) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void closeGap(int gap) {
        int mask = slots.length - 1;
        int free = gap;
        for (int slot = (gap + 1) & mask; slots[slot] != 0; slot = (slot + 1) & mask) {
            int wanted = hashes[slots[slot] - 1] & mask;
            if (((slot - wanted) & mask) >= ((slot - free) & mask)) {
                slots[free] = slots[slot];
                free = slot;
            }
        }
        slots[free] = 0;
    }

    /** Leaves the holes out; the new ring is at most three quarters full, and at least a quarter where it can be. */
    private void rebuild() {
        int[] oldHashes = hashes;
        int[] oldWeights = weights;
        long[] oldTimes = times;
        int oldMask = hashes.length - 1;
        int length = Math.max(LENGTH_MIN, Integer.highestOneBit(size + size / 3) * 2);
        hashes = new int[length];
        weights = new int[length];
        times = new long[length];
        slots = new int[length * 2];
        int position = 0;
        for (long i = head; i < tail; i++) {
            int from = (int) i & oldMask;
            if (oldWeights[from] > 0) {
                hashes[position] = oldHashes[from];
                weights[position] = oldWeights[from];
                times[position] = oldTimes[from];
                slots[slotOf(hashes[position])] = position + 1;
                position++;
            }
        }
        head = 0;
        tail = position;
    }

    void checkInvariants() {
        int counted = 0;
        long weighed = 0;
        long before = 0;
        for (long i = head; i < tail; i++) {
            int position = ring(i);
            if (weights[position] > 0) {
                counted++;
                weighed += weights[position];
                check(slots[slotOf(hashes[position])] - 1 == position, "ghost not found through the table");
                check(times[position] >= before, "times do not ascend");
                before = times[position];
            }
        }
        long used = Arrays.stream(slots).filter(slot -> slot != 0).count();
        check(counted == size && used == size && weighed == weight, "size or weight is wrong");
        check(head == tail || weights[ring(head)] > 0, "a hole at the head");
        check(size * 2 <= slots.length, "table too full");
    }

    private void check(boolean holds, String what) {
        if (!holds) {
            throw new IllegalStateException(what + ": size " + size + ", weight " + weight);
        }
    }
}
