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
     * ring holds a hash (upper half) and a weight (lower half) at each position, in order of arrival; head and tail count
     * up for ever and are masked. A ghost that is called back leaves a hole (weight 0), dropped when it reaches the head
     * or when the ring is rebuilt. slots is an open-addressing table (linear probing, deletion by shifting back) from hash
     * to ring position + 1. The bits of a slot that a position does not need are those of the hash, so that most keys that
     * are not remembered are told by the table alone. About 14 bytes for each ghost.
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
    private long[] ring = new long[16];
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
        if (tail - head == ring.length) {
            rebuild();
        }
        append(hash, ghostWeight);
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
        while (weight > target || (head < tail && weightAt(head) == 0)) {
            if (weightAt(head) > 0) {
                drop(slotOf(hashOf(ring[place(head)])));
            }
            head++;
        }
    }

    private void append(int hash, int ghostWeight) {
        int position = place(tail++);
        ring[position] = (long) hash << Integer.SIZE | ghostWeight;
        slots[freeSlot(hash)] = hash & ~mask() | position + 1;
    }

    private void drop(int slot) {
        int position = positionIn(slots[slot]);
        weight -= (int) ring[position];
        ring[position] = 0;
        size--;
        closeGap(slot);
    }

    private int place(long index) {
        return (int) index & (ring.length - 1);
    }

    private int weightAt(long index) {
        return (int) ring[place(index)];
    }

    private static int hashOf(long ghost) {
        return (int) (ghost >>> Integer.SIZE);
    }

    private int mask() {
        return slots.length - 1;
    }

    private int positionIn(int slot) {
        return (slot & mask()) - 1;
    }

    /** The slot that holds {@code hash}, or the free one where it would be. */
    private int slotOf(int hash) {
        int mask = mask();
        int slot = hash & mask;
        while (slots[slot] != 0 && !holds(slots[slot], hash)) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private boolean holds(int slot, int hash) {
        return ((slot ^ hash) & ~mask()) == 0 && hashOf(ring[positionIn(slot)]) == hash;
    }

    private int freeSlot(int hash) {
        int mask = mask();
        int slot = hash & mask;
        while (slots[slot] != 0) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void closeGap(int gap) {
        int mask = mask();
        int free = gap;
        int slot = (free + 1) & mask;
        while (slots[slot] != 0) {
            int wanted = hashOf(ring[positionIn(slots[slot])]) & mask;
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
        int length = size > ring.length / 4 * 3 ? ring.length * 2 : ring.length;
        long[] old = ring;
        long oldHead = head;
        long oldTail = tail;
        ring = new long[length];
        slots = length * 2 == slots.length ? slots : new int[length * 2];
        Arrays.fill(slots, 0);
        head = 0;
        tail = 0;
        for (long i = oldHead; i < oldTail; i++) {
            long ghost = old[(int) i & (old.length - 1)];
            if ((int) ghost > 0) {
                append(hashOf(ghost), (int) ghost);
            }
        }
    }

    void checkInvariants() {
        int counted = 0;
        long weighed = 0;
        for (long i = head; i < tail; i++) {
            if (weightAt(i) > 0) {
                counted++;
                weighed += weightAt(i);
                int slot = slots[slotOf(hashOf(ring[place(i)]))];
                if (slot == 0 || positionIn(slot) != place(i)) {
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
