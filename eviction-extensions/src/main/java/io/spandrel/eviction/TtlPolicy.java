package io.spandrel.eviction;

import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Time to live: the entry that would expire soonest leaves first. Entries that never expire leave last, and among
 * those, as among equal deadlines, the least recently used.
 *
 * <p>Every event takes the logarithm of the number of entries.
 */
final class TtlPolicy implements EvictionPolicy<TtlPolicy.Node> {

    /*
     * One heap by deadline serves all: "never" is the latest deadline there is, and a use gives an entry its own
     * deadline anew, which puts it behind the others of the same. An idle time that a use prolongs is followed
     * the same way.
     *
     * Invariants
     *   I1  the heap holds exactly the entries of the cache, by the deadline they had at their last event.
     *
     * Differences from the paper: there is none; the rule is the definition.
     */
    private static final long NEVER = Long.MAX_VALUE;

    private final EntryHeap<Node> byDeadline = new EntryHeap<>();
    private final ToLongFunction<PolicyEntry> deadline;

    /** An entry in order of its deadline. */
    static final class Node extends HeapEntry {}

    TtlPolicy(PolicySettings settings) {
        deadline = settings.deadline();
    }

    @Override
    public Node newEntry() {
        return new Node();
    }

    @Override
    public void onInsert(Node entry) {
        byDeadline.add(entry, deadlineOf(entry));
    }

    @Override
    public void onHit(Node entry) {
        byDeadline.move(entry, deadlineOf(entry));
    }

    @Override
    public void onRemove(Node entry) {
        byDeadline.remove(entry);
    }

    @Override
    public @Nullable Node victim() {
        return byDeadline.poll();
    }

    private long deadlineOf(Node entry) {
        long at = deadline.applyAsLong(entry);
        return at < 0 ? NEVER : at;
    }

    void checkInvariants() {
        byDeadline.checkInvariants();
    }
}
