package io.spandrel.eviction;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A queue whose links are in the entries themselves: every operation takes constant time and no memory.
 *
 * <p>Not thread-safe; for use inside a policy's events. Adding an entry that stands in a queue, or removing one that
 * stands in none, is an error.
 *
 * @param <E> the policy's entry
 */
public final class EntryQueue<E extends LinkedEntry> implements Iterable<E> {

    private final LinkedEntry ends = new LinkedEntry() {};
    private int size;
    private long weight;

    public EntryQueue() {
        ends.next = ends;
        ends.previous = ends;
    }

    /** Puts {@code entry} at the end. */
    public void add(E entry) {
        if (entry.next != null) {
            throw new IllegalStateException("already in a queue: " + entry);
        }
        LinkedEntry last = Objects.requireNonNull(ends.previous);
        entry.previous = last;
        entry.next = ends;
        last.next = entry;
        ends.previous = entry;
        size++;
        weight += entry.weight();
    }

    /** Takes {@code entry}, which stands in this queue, out of it. */
    public void remove(E entry) {
        LinkedEntry after = entry.next;
        LinkedEntry before = entry.previous;
        if (after == null || before == null) {
            throw new IllegalStateException("not in a queue: " + entry);
        }
        before.next = after;
        after.previous = before;
        entry.next = null;
        entry.previous = null;
        size--;
        weight -= entry.weight();
    }

    /** Moves {@code entry}, which stands in this queue, to the end. */
    public void moveToEnd(E entry) {
        if (entry.next != ends) {
            remove(entry);
            add(entry);
        }
    }

    /** The entry behind {@code entry}, which stands in this queue; null if it is the last. */
    @SuppressWarnings("unchecked") // only add() links entries
    public @Nullable E after(E entry) {
        return entry.next == ends ? null : (E) entry.next;
    }

    /** Moves all entries of {@code other} behind those of this queue, in constant time. */
    public void append(EntryQueue<E> other) {
        if (other.isEmpty()) {
            return;
        }
        link(Objects.requireNonNull(ends.previous), Objects.requireNonNull(other.ends.next));
        link(Objects.requireNonNull(other.ends.previous), ends);
        size += other.size;
        weight += other.weight;
        link(other.ends, other.ends);
        other.size = 0;
        other.weight = 0;
    }

    private static void link(LinkedEntry before, LinkedEntry after) {
        before.next = after;
        after.previous = before;
    }

    /** Takes the first entry out; null if the queue is empty. */
    public @Nullable E poll() {
        E first = first();
        if (first != null) {
            remove(first);
        }
        return first;
    }

    /** The first entry; null if the queue is empty. */
    @SuppressWarnings("unchecked") // only add() links entries
    public @Nullable E first() {
        return ends.next == ends ? null : (E) ends.next;
    }

    /** The weight of an entry in this queue has changed from {@code oldWeight} to what it is now. */
    public void reweigh(E entry, int oldWeight) {
        weight += entry.weight() - oldWeight;
    }

    public boolean isEmpty() {
        return size == 0;
    }

    public int size() {
        return size;
    }

    /** Sum of the entries' weights. */
    public long weight() {
        return weight;
    }

    /** From first to last; the queue must not change meanwhile. */
    @Override
    public Iterator<E> iterator() {
        return new Iterator<>() {
            private @Nullable LinkedEntry at = ends.next;

            @Override
            public boolean hasNext() {
                return at != ends;
            }

            @Override
            @SuppressWarnings("unchecked") // only add() links entries
            public E next() {
                LinkedEntry entry = at;
                if (entry == null || entry == ends) {
                    throw new NoSuchElementException();
                }
                at = entry.next;
                return (E) entry;
            }
        };
    }

    /** Fails unless links, size and weight agree. */
    void checkInvariants() {
        int counted = 0;
        long weighed = 0;
        LinkedEntry before = ends;
        for (E entry : this) {
            if (entry.previous != before) {
                throw new IllegalStateException("broken link before " + entry);
            }
            before = entry;
            counted++;
            weighed += entry.weight();
        }
        if (counted != size || weighed != weight || ends.previous != before) {
            throw new IllegalStateException("queue says " + size + "/" + weight + ", holds " + counted + "/" + weighed);
        }
    }
}
