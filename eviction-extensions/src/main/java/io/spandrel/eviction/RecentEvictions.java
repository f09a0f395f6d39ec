package io.spandrel.eviction;

import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts premature evictions: those of a key that is asked for again, in vain, before as many further entries were evicted as
 * the cache holds. A cache of about twice the size would still have had it.
 *
 * <p>Thread-safe, takes no lock. Above 512 entries it is an estimate from a sample of keys.
 */
final class RecentEvictions {

    /*
     * A ghost list as those of ARC and 2Q, for whatever policy: the latest evicted keys, as many as there are entries. Of many
     * entries only one key in 2^shift is kept, by its hash, so that those within the window fill a sixteenth of the slots; a key
     * that is found stands for 2^shift. Each key has one slot: a later one may displace it, which loses some 3 % of them.
     *
     * A slot holds 32 bits of hash, 27 of the number of the eviction, and shift + 1, so that no used slot is 0.
     */
    private static final int SLOTS_BITS = 13;

    private static final int SAMPLED = 1 << (SLOTS_BITS - 4);
    private static final int SHIFT_BITS = 5;
    private static final int SHIFT_MAX = Integer.SIZE - SLOTS_BITS - 1;
    private static final int NUMBER_MAX = (1 << (Integer.SIZE - SHIFT_BITS)) - 1;

    private final AtomicLongArray slots = new AtomicLongArray(1 << SLOTS_BITS);
    private final LongAdder premature = new LongAdder();

    /**
     * An entry was evicted.
     *
     * @param number which eviction it was
     * @param entries how many are held now
     */
    void evicted(Object key, long number, long entries) {
        int hash = MissRatioCurve.scramble(key);
        int shift = shift(entries);
        if ((hash & ((1 << shift) - 1)) == 0) {
            slots.set(slot(hash), (long) hash << Integer.SIZE | (number & NUMBER_MAX) << SHIFT_BITS | shift + 1);
        }
    }

    /**
     * A read found nothing.
     *
     * @param number of the last eviction
     * @param entries how many are held now
     */
    void missed(Object key, long number, long entries) {
        int hash = MissRatioCurve.scramble(key);
        int slot = slot(hash);
        long found = slots.get(slot);
        if (found != 0
                && (int) (found >>> Integer.SIZE) == hash
                && (number - (found >>> SHIFT_BITS) & NUMBER_MAX) <= Math.max(1, entries)
                && slots.compareAndSet(slot, found, 0)) {
            premature.add(1L << (found & ((1 << SHIFT_BITS) - 1)) - 1);
        }
    }

    /** The key is there again: that it was evicted once says nothing any more. */
    void written(Object key) {
        int hash = MissRatioCurve.scramble(key);
        int slot = slot(hash);
        long found = slots.get(slot);
        if (found != 0 && (int) (found >>> Integer.SIZE) == hash) {
            slots.compareAndSet(slot, found, 0);
        }
    }

    /** All entries are gone, those evicted before included. */
    void cleared() {
        for (int slot = 0; slot < slots.length(); slot++) {
            slots.set(slot, 0);
        }
    }

    /** Premature evictions, as far as that is known now. */
    long premature() {
        return premature.sum();
    }

    private static int slot(int hash) {
        return hash >>> (Integer.SIZE - SLOTS_BITS);
    }

    /** Of so many entries one key in 2^shift is kept. */
    private static int shift(long entries) {
        long share = Math.max(1, entries) - 1;
        return Math.min(SHIFT_MAX, Long.SIZE - Long.numberOfLeadingZeros(share / SAMPLED));
    }
}
