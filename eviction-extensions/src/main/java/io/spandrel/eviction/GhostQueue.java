package io.spandrel.eviction;

import java.util.Arrays;

/**
 * Remembers the keys that left a cache, oldest first, by 32-bit hash and weight; what exceeds the bound is forgotten
 * from the oldest end.
 *
 * <p>Two keys with the same hash are taken for one another; with well spread hashes that is one wrong answer in
 * about 2^32 / size questions. Not thread-safe.
 */
final class GhostQueue {

    /*
     * hashes and weights form a ring in order of arrival; head and tail count up for ever and are masked. A ghost
     * that is called back leaves a hole (weight 0), dropped when it reaches the head or when the ring is rebuilt.
     * slots is an open-addressing table (linear probing, deletion by shifting back) from hash to ring position + 1.
     * About 14 bytes for each ghost.
     *
     * Invariants
     *   I1  every ring position with weight > 0 is found through slots, and nothing else is.
     *   I2  weight is the sum of weights and at most weightMax.
     *   I3  slots is at most half full.
     */
    private long weightMax;
    private long weight;
    private int size;
    private long head;
    private long tail;
    private int[] hashes = new int[16];
    private int[] weights = new int[16];
    private int[] slots = new int[32];

    GhostQueue(long weightMax) {
        this.weightMax = weightMax;
    }

    int size() {
        return size;
    }

    long weight() {
        return weight;
    }

    /** Remembers {@code hash} as the youngest; not at all if {@code entryWeight} alone exceeds the bound. */
    void add(int hash, int entryWeight) {
        remove(hash);
        int ghostWeight = Math.max(1, entryWeight);
        if (ghostWeight > weightMax) {
            return;
        }
        shrinkTo(weightMax - ghostWeight);
        if (tail - head == hashes.length) {
            rebuild();
        }
        int position = ring(tail++);
        hashes[position] = hash;
        weights[position] = ghostWeight;
        slots[freeSlot(hash)] = position + 1;
        size++;
        weight += ghostWeight;
    }

    /** Forgets {@code hash}; returns whether it was remembered. */
    boolean remove(int hash) {
        int slot = slotOf(hash);
        if (slots[slot] == 0) {
            return false;
        }
        drop(slot);
        return true;
    }

    void resize(long newWeightMax) {
        weightMax = newWeightMax;
        shrinkTo(newWeightMax);
    }

    private void shrinkTo(long target) {
        while (weight > target || (head < tail && weights[ring(head)] == 0)) {
            if (weights[ring(head)] > 0) {
                drop(slotOf(hashes[ring(head)]));
            }
            head++;
        }
    }

    private void drop(int slot) {
        int position = slots[slot] - 1;
        weight -= weights[position];
        weights[position] = 0;
        size--;
        closeGap(slot);
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

    private int freeSlot(int hash) {
        int mask = slots.length - 1;
        int slot = hash & mask;
        while (slots[slot] != 0) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void closeGap(int gap) {
        int mask = slots.length - 1;
        int free = gap;
        int slot = (free + 1) & mask;
        while (slots[slot] != 0) {
            int wanted = hashes[slots[slot] - 1] & mask;
            if (((slot - wanted) & mask) >= ((slot - free) & mask)) {
                slots[free] = slots[slot];
                free = slot;
            }
            slot = (slot + 1) & mask;
        }
        slots[free] = 0;
    }

    /** Makes room: leaves the holes out, and doubles the ring if ghosts fill more than three quarters of it. */
    private void rebuild() {
        int length = size > hashes.length / 4 * 3 ? hashes.length * 2 : hashes.length;
        int[] oldHashes = hashes;
        int[] oldWeights = weights;
        long oldHead = head;
        long oldTail = tail;
        hashes = new int[length];
        weights = new int[length];
        slots = length * 2 == slots.length ? slots : new int[length * 2];
        Arrays.fill(slots, 0);
        head = 0;
        tail = 0;
        for (long i = oldHead; i < oldTail; i++) {
            int from = (int) i & (oldHashes.length - 1);
            if (oldWeights[from] > 0) {
                int position = ring(tail++);
                hashes[position] = oldHashes[from];
                weights[position] = oldWeights[from];
                slots[freeSlot(hashes[position])] = position + 1;
            }
        }
    }

    void checkInvariants() {
        int counted = 0;
        long weighed = 0;
        for (long i = head; i < tail; i++) {
            if (weights[ring(i)] > 0) {
                counted++;
                weighed += weights[ring(i)];
                if (slots[slotOf(hashes[ring(i)])] - 1 != ring(i)) {
                    throw new IllegalStateException("ghost not found through the table");
                }
            }
        }
        long used = Arrays.stream(slots).filter(slot -> slot != 0).count();
        if (counted != size || used != size || weighed != weight || weight > Math.max(0, weightMax)) {
            throw new IllegalStateException("ghosts " + counted + ", table " + used + ", size " + size + ", weight "
                    + weighed + " of " + weight + ", bound " + weightMax);
        }
    }
}
