package io.spandrel.eviction;

import org.jspecify.annotations.Nullable;

/**
 * SIEVE: entries stand in order of arrival and never move. A hand goes from old to young and takes out the first entry
 * that was not used since it last passed; what it spares stays where it is, so that newcomers are judged soon and
 * proven entries rarely.
 *
 * <p>A hit sets one bit in the entry, without a lock and without a buffer.
 *
 * @see <a href="https://www.usenix.org/conference/nsdi24/presentation/zhang-yazhuo">Zhang et al., SIEVE is simpler than
 *     LRU, NSDI 2024</a>
 */
final class SievePolicy implements EvictionPolicy<SievePolicy.Node> {

    /*
     * In the paper room is made before the new entry is placed. Here the cache inserts first, so the hand treats
     * the newest entry as if it were not there yet, unless it is the only one.
     *
     * Invariants
     *   I1  the queue holds exactly the entries of the cache, in order of their first write.
     *   I2  hand is null (begin with the oldest) or stands in the queue; newest likewise, and then it is the last.
     *
     * Differences from the paper: the hand goes round at most once for each victim, so that readers setting bits
     * behind and before it cannot keep it running.
     */
    private final EntryQueue<Node> byArrival = new EntryQueue<>();
    private @Nullable Node hand;
    private @Nullable Node newest;

    /** An entry and its use bit. */
    static final class Node extends LinkedEntry {
        private boolean used;

        @Override
        protected boolean touch() {
            if (!used) {
                used = true;
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
        byArrival.add(entry);
        newest = entry;
    }

    @Override
    public void onUpdate(Node entry, int oldWeight) {
        byArrival.reweigh(entry, oldWeight);
        entry.touch();
    }

    @Override
    public Overwrite overwrite() {
        return Overwrite.HIT;
    }

    @Override
    public void onRemove(Node entry) {
        if (entry == hand) {
            hand = younger(entry);
        }
        if (entry == newest) {
            newest = null;
        }
        byArrival.remove(entry);
    }

    @Override
    public @Nullable Node victim() {
        Node victim = hand == null ? byArrival.first() : hand;
        for (int passed = byArrival.size(); passed > 0 && victim != null && victim.used; passed--) {
            victim.used = false;
            Node next = younger(victim);
            victim = next == null ? byArrival.first() : next;
        }
        if (victim != null) {
            hand = victim;
            onRemove(victim);
        }
        return victim;
    }

    /** Who came after {@code entry}; null if nobody did but the newest. */
    private @Nullable Node younger(Node entry) {
        Node next = byArrival.after(entry);
        return next == newest ? null : next;
    }

    void checkInvariants() {
        byArrival.checkInvariants();
        Node last = null;
        boolean handFound = hand == null;
        for (Node entry : byArrival) {
            handFound |= entry == hand;
            last = entry;
        }
        if (!handFound || (newest != null && newest != last)) {
            throw new IllegalStateException(
                    "hand " + hand + (handFound ? "" : " has left") + ", newest " + newest + ", last " + last);
        }
    }
}
