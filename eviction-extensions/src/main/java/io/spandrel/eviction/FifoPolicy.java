package io.spandrel.eviction;

import org.jspecify.annotations.Nullable;

/**
 * First in, first out: the entry that came first leaves first, however often it was used.
 *
 * <p>A hit does nothing at all, so reading costs what reading an unbounded map costs.
 *
 * @see <a href="https://doi.org/10.1145/363011.363155">Belady et al., An anomaly in space-time characteristics of
 *     certain programs running in a paging machine, 1969</a>
 */
final class FifoPolicy implements EvictionPolicy<FifoPolicy.Node> {

    /*
     * Invariants
     *   I1  the queue holds exactly the entries of the cache, in order of their first write.
     *
     * Differences from the paper: none. A new value does not make an entry young again.
     */
    private final EntryQueue<Node> byArrival = new EntryQueue<>();

    /** An entry in order of its arrival. */
    static final class Node extends LinkedEntry {

        @Override
        protected boolean touch() {
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
    }

    @Override
    public void onUpdate(Node entry, int oldWeight) {
        byArrival.reweigh(entry, oldWeight);
    }

    @Override
    public Overwrite overwrite() {
        return Overwrite.NOTHING;
    }

    @Override
    public void onRemove(Node entry) {
        byArrival.remove(entry);
    }

    @Override
    public @Nullable Node victim() {
        return byArrival.poll();
    }

    void checkInvariants() {
        byArrival.checkInvariants();
    }
}
