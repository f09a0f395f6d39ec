package io.spandrel.eviction;

import org.jspecify.annotations.Nullable;

/**
 * CAWOLFU, cache-aware write-optimised LFU: the entry with the fewest reads leaves first, but nothing is put in order
 * before a victim is needed. Reading and writing leave the eviction order alone.
 *
 * <p>A read raises a small counter in the entry it has just fetched, without a lock and without a buffer. Writing a
 * present entry costs the policy nothing and tells it nothing: what is often written is not worth more than what is
 * often read.
 */
final class CawolfuPolicy implements EvictionPolicy<CawolfuPolicy.Node> {

    /*
     * There is no paper; this is the definition.
     *
     *   Count     An entry starts with 1. Each read adds 1, up to 63. A write of a present entry adds nothing.
     *   Order     Entries stand in order of the count that is booked, and among equals in the order of booking.
     *   Booking   A read is first noted in the entry itself. When a victim is sought, the first entry in order is
     *             looked at: if reads are noted, they are booked together, by one move, and the next is looked at.
     *             The first one without leaves. After BATCH moves for one victim, the next leaves in any case.
     *   Ageing    All booked counts are halved, rounding down, each time as many entries were evicted as remain.
     *   Newest    The entry written last is not evicted while there is another.
     *
     * So every event takes constant time; a victim takes at most BATCH moves, each of which books one read or more.
     *
     * Invariants
     *   I1  the order holds exactly the entries of the cache.
     *   I2  0 <= reads noted <= 63.
     */
    private static final int BATCH = 64;

    private final FrequencyOrder<Node> byReads = new FrequencyOrder<>();
    private @Nullable Node newest;
    private long evictionsSinceHalving;

    /** An entry in order of its booked reads, and the reads that are only noted. */
    static final class Node extends CountedEntry {
        private byte readsNoted;

        @Override
        protected boolean touch() {
            byte noted = readsNoted;
            if (noted < FrequencyOrder.COUNT_MAX) {
                readsNoted = (byte) (noted + 1);
            }
            return false;
        }
    }

    @Override
    public Node newEntry() {
        return new Node();
    }

    @Override
    public void onInsert(Node entry) {
        byReads.add(entry, 1);
        newest = entry;
    }

    @Override
    public void onUpdate(Node entry, int oldWeight) {
        byReads.reweigh(entry, oldWeight);
    }

    @Override
    public Overwrite overwrite() {
        return Overwrite.NOTHING;
    }

    @Override
    public void onRemove(Node entry) {
        byReads.remove(entry);
        if (entry == newest) {
            newest = null;
        }
    }

    @Override
    public @Nullable Node victim() {
        Node victim = byReads.firstBut(newest);
        for (int moves = 0; moves < BATCH && victim != null && victim.readsNoted > 0; moves++) {
            book(victim);
            victim = byReads.firstBut(newest);
        }
        if (victim != null) {
            onRemove(victim);
            age();
        }
        return victim;
    }

    private void book(Node entry) {
        byte noted = entry.readsNoted;
        entry.readsNoted = 0;
        byReads.bump(entry, noted);
    }

    private void age() {
        evictionsSinceHalving++;
        if (evictionsSinceHalving >= byReads.size()) {
            evictionsSinceHalving = 0;
            byReads.halve();
        }
    }

    void checkInvariants() {
        byReads.checkInvariants();
    }
}
