package io.spandrel.eviction;

import org.jspecify.annotations.Nullable;

/**
 * CLOCK, also called second chance: entries stand in the order they came; one that was used since the hand last
 * passed is spared once.
 *
 * <p>A hit sets one bit in the entry, without a lock and without a buffer.
 *
 * @see <a href="https://www.multicians.org/paging-experiment.pdf">Corbató, A Paging Experiment with the Multics System,
 *     1968</a>
 */
final class ClockPolicy implements EvictionPolicy<ClockPolicy.Node> {

    /*
     * The circle is kept as a queue whose first entry is under the hand: moving the hand past an entry is moving
     * the entry to the end.
     *
     * Invariants
     *   I1  the queue holds exactly the entries of the cache.
     *
     * Differences from the paper: a new entry is already in the circle when the hand moves. It comes last, so it
     * leaves at once only when every other entry was used since the hand passed.
     */
    private final EntryQueue<Node> circle = new EntryQueue<>();

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
        circle.add(entry);
    }

    @Override
    public void onUpdate(Node entry, int oldWeight) {
        circle.reweigh(entry, oldWeight);
        entry.touch();
    }

    @Override
    public Overwrite overwrite() {
        return Overwrite.HIT;
    }

    @Override
    public void onRemove(Node entry) {
        circle.remove(entry);
    }

    /*
     * Readers go on setting bits while the hand moves; after one full circle the entry under the hand leaves
     * whatever its bit says, so that they cannot keep the hand running.
     */
    @Override
    public @Nullable Node victim() {
        for (int passed = circle.size(); passed > 0; passed--) {
            Node entry = circle.first();
            if (entry == null || !entry.used) {
                break;
            }
            entry.used = false;
            circle.moveToEnd(entry);
        }
        return circle.poll();
    }

    void checkInvariants() {
        circle.checkInvariants();
    }
}
