package io.spandrel.eviction;

import org.jspecify.annotations.Nullable;

/**
 * Least frequently used: the entry with the fewest uses leaves first, and among equals the least recently used. Counts
 * age, so that what was popular once does not stay for ever.
 *
 * @see <a href="https://arxiv.org/abs/2110.11602">Matani, Shah and Mitra, An O(1) algorithm for implementing the LFU
 *     cache eviction scheme, 2010</a>
 * @see <a href="https://doi.org/10.1145/98457.98523">Robinson and Devarakonda, Data cache management using
 *     frequency-based replacement, SIGMETRICS 1990</a>, for the aging
 */
final class LfuPolicy implements EvictionPolicy<LfuPolicy.Node> {

    /*
     * When a use lifts the average count above AVERAGE_MAX, all counts are halved. `uses` follows their sum from
     * above, since counts stop at 63 and uses go on, and is made exact at each halving.
     *
     * Invariants
     *   I1  the order holds exactly the entries of the cache.
     *   I2  uses is at least the sum of the counts.
     *
     * Differences from the papers: one queue for each count up to 63 instead of a list of queues; halving rounds
     * down. The newest entry is spared if there is another, or else a cache full of twice-used entries would never learn.
     */
    private static final int AVERAGE_MAX = 4;

    private final FrequencyOrder<Node> byUse = new FrequencyOrder<>();
    private @Nullable Node newest;
    private long uses;

    /** An entry in order of its uses. */
    static final class Node extends CountedEntry {}

    @Override
    public Node newEntry() {
        return new Node();
    }

    @Override
    public void onInsert(Node entry) {
        byUse.add(entry, 1);
        newest = entry;
        uses++;
    }

    @Override
    public void onHit(Node entry) {
        byUse.bump(entry, 1);
        uses++;
        if (uses > (long) AVERAGE_MAX * byUse.size()) {
            byUse.halve();
            uses = byUse.countAll();
        }
    }

    @Override
    public void onUpdate(Node entry, int oldWeight) {
        byUse.reweigh(entry, oldWeight);
        onHit(entry);
    }

    @Override
    public Overwrite overwrite() {
        return Overwrite.HIT;
    }

    @Override
    public void onRemove(Node entry) {
        uses -= byUse.countOf(entry);
        byUse.remove(entry);
        if (entry == newest) {
            newest = null;
        }
    }

    @Override
    public @Nullable Node victim() {
        Node victim = byUse.firstBut(newest);
        if (victim != null) {
            onRemove(victim);
        }
        return victim;
    }

    void checkInvariants() {
        byUse.checkInvariants();
        if (uses < byUse.countAll()) {
            throw new IllegalStateException("counts sum up to " + byUse.countAll() + ", accounts say " + uses);
        }
    }
}
