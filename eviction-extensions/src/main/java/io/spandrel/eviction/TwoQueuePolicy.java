package io.spandrel.eviction;

import org.jspecify.annotations.Nullable;

/**
 * 2Q: a new entry waits in a FIFO; only if its key comes back after it has left that queue is it kept in LRU order. Uses
 * in quick succession, which say little about the future, thus count once.
 *
 * @see <a href="https://www.vldb.org/conf/1994/P439.PDF">Johnson and Shasha, 2Q: a low overhead high performance buffer
 *     management replacement algorithm, VLDB 1994</a>
 */
final class TwoQueuePolicy implements EvictionPolicy<TwoQueuePolicy.Node> {

    /*
     * The paper's names: `in` is A1in, `ghosts` is A1out, `main` is Am. It makes room before the new entry is placed;
     * here the cache inserts first, so the newest entry is left out of account when a victim is chosen.
     *
     * Invariants
     *   I1  every entry of the cache stands in exactly one of in, main, as its `proven` says.
     *   I2  ghosts weighs at most half of the capacity.
     *   I3  newest is null or an entry of the cache.
     *
     * Differences from the paper: Kin is 1/5 of the capacity (the paper: 1/4 "seems" good) and Kout 1/2, weighed by
     * the entries' weights; ghosts are 32-bit hashes.
     */
    private final EntryQueue<Node> in = new EntryQueue<>();
    private final EntryQueue<Node> main = new EntryQueue<>();
    private final GhostQueue ghosts;
    private @Nullable Node newest;
    private long inMax;

    /** An entry, and whether it stands in the main queue. */
    static final class Node extends LinkedEntry {
        private boolean proven;

        /** Order matters in the main queue only; a reader that misses the move there loses one hit. */
        @Override
        protected boolean touch() {
            return proven;
        }
    }

    TwoQueuePolicy(PolicySettings settings) {
        ghosts = new GhostQueue(0);
        onResize(settings.capacity());
    }

    @Override
    public void onResize(long capacity) {
        inMax = capacity / 5;
        ghosts.resize(capacity / 2);
    }

    @Override
    public Node newEntry() {
        return new Node();
    }

    @Override
    public void onInsert(Node entry) {
        entry.proven = ghosts.remove(entry.keyHash());
        queueOf(entry).add(entry);
        newest = entry;
    }

    @Override
    public void onHit(Node entry) {
        if (entry.proven) {
            main.moveToEnd(entry);
        }
    }

    @Override
    public void onUpdate(Node entry, int oldWeight) {
        queueOf(entry).reweigh(entry, oldWeight);
        onHit(entry);
    }

    @Override
    public Overwrite overwrite() {
        return Overwrite.HIT;
    }

    @Override
    public void onRemove(Node entry) {
        queueOf(entry).remove(entry);
        if (entry == newest) {
            newest = null;
        }
    }

    @Override
    public @Nullable Node victim() {
        Node incoming = newest;
        long waiting = in.weight() - (incoming == null || incoming.proven ? 0 : incoming.weight());
        boolean spareMain = waiting > inMax || main.isEmpty() || main.first() == incoming;
        Node victim = spareMain && !in.isEmpty() ? in.first() : main.first();
        if (victim != null) {
            onRemove(victim);
            if (!victim.proven) {
                ghosts.add(victim.keyHash(), victim.weight());
            }
        }
        return victim;
    }

    private EntryQueue<Node> queueOf(Node entry) {
        return entry.proven ? main : in;
    }

    void checkInvariants() {
        in.checkInvariants();
        main.checkInvariants();
        ghosts.checkInvariants();
        in.forEach(entry -> check(entry, false));
        main.forEach(entry -> check(entry, true));
    }

    private static void check(Node entry, boolean proven) {
        if (entry.proven != proven) {
            throw new IllegalStateException(entry + " stands in the wrong queue");
        }
    }
}
