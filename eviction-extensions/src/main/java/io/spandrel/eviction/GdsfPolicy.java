package io.spandrel.eviction;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * GreedyDual-Size with frequency: the entry with the fewest uses per byte leaves first, and a clock that rises with the
 * victims makes the uses of long ago count less. Best where entries differ much in size and what matters is the number
 * of hits rather than of bytes.
 *
 * <p>Every event takes the logarithm of the number of entries.
 *
 * @see <a href="https://www.hpl.hp.com/techreports/98/HPL-98-69R1.html">Cherkasova, Improving WWW proxies performance
 *     with Greedy-Dual-Size-Frequency caching policy, 1998</a>
 */
final class GdsfPolicy implements EvictionPolicy<GdsfPolicy.Node> {

    /*
     * Priority = clock + uses / weight. If making room for an entry would cost that entry itself, it alone goes
     * and nothing is evicted for it. To know that, the victims it would take are collected first, and then either
     * handed out one by one or restored.
     *
     * Invariants
     *   I1  every entry of the cache stands in exactly one of heap, condemned.
     *   I2  weight is the sum of the weights of the entries in the heap.
     *   I3  clock never falls; no entry that came or was used since it last rose has a lower priority.
     *
     * Differences from the paper: every miss costs the same (cost = 1). Among equal priorities the least recently
     * used leaves first. A rank is a priority's bits, which order positive doubles as the doubles themselves.
     */
    private final EntryHeap<Node> heap = new EntryHeap<>();
    private final Deque<Node> condemned = new ArrayDeque<>();
    private @Nullable Node candidate;
    private double clock;
    private long weight;
    private long capacity;

    /** An entry in order of its priority, and how often it was used. */
    static final class Node extends HeapEntry {
        private int uses;
    }

    GdsfPolicy(PolicySettings settings) {
        capacity = settings.capacity();
    }

    @Override
    public void onResize(long newCapacity) {
        capacity = newCapacity;
    }

    @Override
    public Node newEntry() {
        return new Node();
    }

    @Override
    public void onInsert(Node entry) {
        reprieve();
        entry.uses = 1;
        heap.add(entry, rankOf(entry));
        weight += entry.weight();
        candidate = entry;
    }

    @Override
    public void onHit(Node entry) {
        reprieve();
        use(entry);
    }

    @Override
    public void onUpdate(Node entry, int oldWeight) {
        reprieve();
        weight += entry.weight() - oldWeight;
        use(entry);
        candidate = entry;
    }

    @Override
    public void onRemove(Node entry) {
        reprieve();
        heap.remove(entry);
        weight -= entry.weight();
    }

    @Override
    public @Nullable Node victim() {
        if (condemned.isEmpty()) {
            condemn();
        }
        Node victim = condemned.poll();
        if (victim != null && victim != candidate) {
            clock = Math.max(clock, Double.longBitsToDouble(victim.rank));
        }
        return victim;
    }

    /** Collects who must leave for the cache to fit: one at least, and the candidate alone if it is among them. */
    private void condemn() {
        do {
            Node lowest = heap.poll();
            if (lowest == null) {
                return;
            }
            weight -= lowest.weight();
            if (lowest == candidate) {
                reprieve();
                condemned.add(lowest);
                return;
            }
            condemned.add(lowest);
        } while (weight > capacity);
    }

    /** Entries that were not asked for as victims, after all, stay. */
    private void reprieve() {
        for (Node entry = condemned.poll(); entry != null; entry = condemned.poll()) {
            heap.restore(entry);
            weight += entry.weight();
        }
    }

    private void use(Node entry) {
        if (entry.uses < Integer.MAX_VALUE) {
            entry.uses++;
        }
        heap.move(entry, rankOf(entry));
    }

    private long rankOf(Node entry) {
        return Double.doubleToLongBits(clock + (double) entry.uses / Math.max(1, entry.weight()));
    }

    void checkInvariants() {
        heap.checkInvariants();
        long weighed = heap.weight();
        if (weighed != weight) {
            throw new IllegalStateException("heap weighs " + weighed + ", accounts say " + weight);
        }
    }
}
