package io.spandrel.eviction;

import org.jspecify.annotations.Nullable;

/**
 * Least recently used: the entry whose last read or write is longest ago leaves first.
 *
 * <p>Hits are replayed from buffers, so under heavy concurrent reading the order is approximate.
 *
 * @see <a href="https://doi.org/10.1147/sj.92.0078">Mattson et al., Evaluation techniques for storage hierarchies,
 *     1970</a>
 */
final class LruPolicy implements EvictionPolicy<LinkedEntry> {

    /*
     * Invariants
     *   I1  the queue holds exactly the entries of the cache, longest unused first.
     *
     * Differences from the paper: none.
     */
    private final EntryQueue<LinkedEntry> byLastUse = new EntryQueue<>();

    /** An entry in order of its last use. */
    static final class Node extends LinkedEntry {}

    @Override
    public Node newEntry() {
        return new Node();
    }

    @Override
    public void onInsert(LinkedEntry entry) {
        byLastUse.add(entry);
    }

    @Override
    public void onHit(LinkedEntry entry) {
        byLastUse.moveToEnd(entry);
    }

    @Override
    public void onUpdate(LinkedEntry entry, int oldWeight) {
        byLastUse.reweigh(entry, oldWeight);
        onHit(entry);
    }

    @Override
    public Overwrite overwrite() {
        return Overwrite.HIT;
    }

    @Override
    public void onRemove(LinkedEntry entry) {
        byLastUse.remove(entry);
    }

    @Override
    public @Nullable LinkedEntry victim() {
        return byLastUse.poll();
    }

    void checkInvariants() {
        byLastUse.checkInvariants();
    }
}
