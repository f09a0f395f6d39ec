package io.spandrel.eviction;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Random: any entry may leave next, each with the same chance; only the entry that was just written is spared, if there
 * is another.
 *
 * <p>A hit does nothing at all. The same seed and events give the same victims.
 *
 * @see <a href="https://doi.org/10.1147/sj.52.0078">Belady, A study of replacement algorithms for a virtual-storage
 *     computer, 1966</a>
 */
final class RandomPolicy implements EvictionPolicy<RandomPolicy.Node> {

    /*
     * Invariants
     *   I1  entries holds exactly the entries of the cache, each at its own position.
     *
     * Differences from the paper: the paper makes room before the new entry comes; here the last one is spared.
     */
    private final List<Node> entries = new ArrayList<>();
    private final SplittableRandom random;

    /** An entry and where it stands. */
    static final class Node extends PolicyEntry {
        private int position;

        @Override
        protected boolean touch() {
            return false;
        }
    }

    RandomPolicy(PolicySettings settings) {
        random = new SplittableRandom(settings.seed());
    }

    @Override
    public Node newEntry() {
        return new Node();
    }

    @Override
    public void onInsert(Node entry) {
        entry.position = entries.size();
        entries.add(entry);
    }

    /** The last entry takes the place of the one that leaves. */
    @Override
    public void onRemove(Node entry) {
        Node last = entries.remove(entries.size() - 1);
        if (last != entry) {
            entries.set(entry.position, last);
            last.position = entry.position;
        }
    }

    @Override
    public @Nullable Node victim() {
        if (entries.isEmpty()) {
            return null;
        }
        Node victim = entries.get(random.nextInt(Math.max(1, entries.size() - 1)));
        onRemove(victim);
        return victim;
    }

    void checkInvariants() {
        for (int i = 0; i < entries.size(); i++) {
            if (entries.get(i).position != i) {
                throw new IllegalStateException("at " + i + " stands an entry that says " + entries.get(i).position);
            }
        }
    }
}
