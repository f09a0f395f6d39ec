package io.spandrel.eviction;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Entries in order of a rank, lowest first, and among equal ranks in the order in which they got it. Finding the first
 * takes constant time, every change the logarithm of the size.
 *
 * <p>Not thread-safe; for use inside a policy's events.
 *
 * @param <E> the policy's entry
 */
final class EntryHeap<E extends HeapEntry> {

    /*
     * A binary heap that tells its entries where they stand, so that any of them can be moved or removed.
     *
     * Invariants
     *   I1  heap.get(entry.position) == entry.
     *   I2  no entry comes before its parent, which stands at (position - 1) / 2.
     */
    private final List<E> heap = new ArrayList<>();
    private long changes;

    int size() {
        return heap.size();
    }

    /** Sum of the entries' weights, by adding them up. */
    long weight() {
        return heap.stream().mapToLong(PolicyEntry::weight).sum();
    }

    /** The entry of lowest rank; null if there is none. */
    @Nullable
    E first() {
        return heap.isEmpty() ? null : heap.get(0);
    }

    /** Takes the entry of lowest rank out; null if there is none. */
    @Nullable
    E poll() {
        E first = first();
        if (first != null) {
            remove(first);
        }
        return first;
    }

    void add(E entry, long rank) {
        if (entry.position >= 0) {
            throw new IllegalStateException("already in a heap: " + entry);
        }
        heap.add(entry);
        rank(entry, rank);
        siftUp(entry, heap.size() - 1);
    }

    /** Puts back an entry that was taken out, as if it had never left. */
    void restore(E entry) {
        heap.add(entry);
        siftUp(entry, heap.size() - 1);
    }

    /** Gives {@code entry}, which stands in this heap, a new rank; it comes after the others of that rank. */
    void move(E entry, long rank) {
        rank(entry, rank);
        settle(entry, entry.position);
    }

    void remove(E entry) {
        int position = entry.position;
        if (position < 0) {
            throw new IllegalStateException("not in a heap: " + entry);
        }
        E last = heap.remove(heap.size() - 1);
        entry.position = -1;
        if (last != entry) {
            settle(last, position);
        }
    }

    private void rank(E entry, long rank) {
        entry.rank = rank;
        entry.since = changes++;
    }

    private void settle(E entry, int position) {
        siftUp(entry, position);
        siftDown(entry, entry.position);
    }

    private void siftUp(E entry, int from) {
        int position = from;
        while (position > 0 && before(entry, heap.get((position - 1) / 2))) {
            place(heap.get((position - 1) / 2), position);
            position = (position - 1) / 2;
        }
        place(entry, position);
    }

    private void siftDown(E entry, int from) {
        int position = from;
        int child = firstChild(position);
        while (child >= 0 && before(heap.get(child), entry)) {
            place(heap.get(child), position);
            position = child;
            child = firstChild(position);
        }
        place(entry, position);
    }

    /** Position of the child that comes first; -1 if there is none. */
    private int firstChild(int position) {
        int left = 2 * position + 1;
        if (left >= heap.size()) {
            return -1;
        }
        int right = left + 1;
        return right < heap.size() && before(heap.get(right), heap.get(left)) ? right : left;
    }

    private void place(E entry, int position) {
        heap.set(position, entry);
        entry.position = position;
    }

    private static boolean before(HeapEntry a, HeapEntry b) {
        return a.rank < b.rank || (a.rank == b.rank && a.since < b.since);
    }

    void checkInvariants() {
        for (int i = 0; i < heap.size(); i++) {
            E entry = heap.get(i);
            if (entry.position != i) {
                throw new IllegalStateException("at " + i + " stands an entry that says " + entry.position);
            }
            if (i > 0 && before(entry, heap.get((i - 1) / 2))) {
                throw new IllegalStateException("comes before its parent: position " + i);
            }
        }
    }
}
