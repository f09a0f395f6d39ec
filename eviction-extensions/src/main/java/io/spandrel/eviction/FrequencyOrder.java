package io.spandrel.eviction;

import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Entries in order of how often they were used, and among equals in the order in which they got there. Every operation
 * takes constant time, also {@link #halve()}, which makes all counts age at once.
 *
 * <p>Not thread-safe; for use inside a policy's events.
 *
 * @param <E> the policy's entry
 */
final class FrequencyOrder<E extends CountedEntry> {

    /*
     * One queue for each count, and a bit for each queue that is not empty. Halving joins queues 2i and 2i + 1 to
     * queue i; the entries learn of it when they are next looked at, from the number of halvings since.
     *
     * Invariants
     *   I1  the queue at position i holds exactly the entries whose countOf() is i.
     *   I2  bit i of occupied is set if and only if that queue is not empty.
     *   I3  no entry has seen more halvings than there were, nor one in the future.
     */
    static final int COUNT_MAX = 63;

    /** The number of halvings fits a byte; before it overflows every entry is visited once. */
    private static final int HALVINGS_MAX = Byte.MAX_VALUE;

    private final List<EntryQueue<E>> byCount = IntStream.rangeClosed(0, COUNT_MAX)
            .mapToObj(i -> new EntryQueue<E>())
            .toList();
    private long occupied;
    private int size;
    private int halvings;

    int size() {
        return size;
    }

    /** How often {@code entry} was used, in today's terms: 0..63. */
    int countOf(E entry) {
        return entry.count >> Math.min(Integer.SIZE - 1, halvings - entry.halvingsSeen);
    }

    /** Sum of all counts. */
    long countAll() {
        return IntStream.rangeClosed(0, COUNT_MAX)
                .mapToLong(i -> (long) i * byCount.get(i).size())
                .sum();
    }

    /** The least used entry that is not {@code spared}; {@code spared} only if there is no other. */
    @Nullable
    E firstBut(@Nullable E spared) {
        E first = first(occupied);
        if (first == null || first != spared) {
            return first;
        }
        int lowest = Long.numberOfTrailingZeros(occupied);
        E second = byCount.get(lowest).after(first);
        E other = second == null ? first(occupied & (occupied - 1)) : second;
        return other == null ? first : other;
    }

    /** Adds {@code entry} with {@code count}, or with the greatest there is. */
    void add(E entry, int count) {
        entry.count = (byte) Math.min(COUNT_MAX, count);
        entry.halvingsSeen = (byte) halvings;
        byCount.get(entry.count).add(entry);
        occupied |= 1L << entry.count;
        size++;
    }

    void remove(E entry) {
        int count = countOf(entry);
        EntryQueue<E> queue = byCount.get(count);
        queue.remove(entry);
        if (queue.isEmpty()) {
            occupied &= ~(1L << count);
        }
        size--;
    }

    /** {@code entry} was used {@code times} more. */
    void bump(E entry, int times) {
        int count = countOf(entry) + times;
        remove(entry);
        add(entry, count);
    }

    void reweigh(E entry, int oldWeight) {
        byCount.get(countOf(entry)).reweigh(entry, oldWeight);
    }

    /** Halves all counts, rounding down. */
    void halve() {
        if (halvings == HALVINGS_MAX) {
            renumber();
        }
        halvings++;
        byCount.get(0).append(byCount.get(1));
        for (int i = 2; i <= COUNT_MAX; i++) {
            byCount.get(i / 2).append(byCount.get(i));
        }
        occupied = 0;
        for (int i = 0; i <= COUNT_MAX; i++) {
            occupied |= byCount.get(i).isEmpty() ? 0 : 1L << i;
        }
    }

    private void renumber() {
        for (int i = 0; i <= COUNT_MAX; i++) {
            for (E entry : byCount.get(i)) {
                entry.count = (byte) i;
                entry.halvingsSeen = 0;
            }
        }
        halvings = 0;
    }

    private @Nullable E first(long among) {
        return among == 0
                ? null
                : byCount.get(Long.numberOfTrailingZeros(among)).first();
    }

    void checkInvariants() {
        int counted = 0;
        for (int i = 0; i <= COUNT_MAX; i++) {
            EntryQueue<E> queue = byCount.get(i);
            queue.checkInvariants();
            for (E entry : queue) {
                if (countOf(entry) != i || entry.halvingsSeen > halvings) {
                    throw new IllegalStateException("at count " + i + " stands an entry that says " + entry.count
                            + " after " + entry.halvingsSeen + " of " + halvings + " halvings");
                }
            }
            if (queue.isEmpty() == ((occupied >>> i & 1) == 1)) {
                throw new IllegalStateException("bit " + i + " disagrees with a queue of " + queue.size());
            }
            counted += queue.size();
        }
        if (counted != size) {
            throw new IllegalStateException("order says " + size + ", holds " + counted);
        }
    }
}
