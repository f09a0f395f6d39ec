package io.spandrel.eviction;

import java.util.Comparator;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Watches entries whose eviction another member decides: passes on that they were read, and remembers in what order they
 * were used, for the day this member has to decide itself. When asked for a victim all the same, it names the entry whose
 * last use is longest ago.
 */
public final class FollowedPolicy implements EvictionPolicy<LinkedEntry> {

    /** Entries used longest ago first; those that never were under this policy come before all others. */
    public static final Comparator<PolicyEntry> BY_LAST_USE = Comparator.comparingLong(FollowedPolicy::lastUse);

    /*
     * Invariants
     *   I1  the queue holds exactly the entries followed, in the order of lastUse.
     */
    private final EntryQueue<LinkedEntry> byLastUse = new EntryQueue<>();
    private final Consumer<Object> reads;
    private long uses;

    private FollowedPolicy(Consumer<Object> reads) {
        this.reads = reads;
    }

    /**
     * @param reads told the key of an entry that was read, unless that was dropped on the way; called under the
     *     eviction lock, so it must be quick
     */
    public static EvictionPolicyFactory telling(Consumer<Object> reads) {
        return new EvictionPolicyFactory() {

            @Override
            public String name() {
                return "followed";
            }

            @Override
            public EvictionPolicy<?> create(PolicySettings settings) {
                return new FollowedPolicy(reads);
            }
        };
    }

    private static final class Node extends LinkedEntry {

        private long lastUse;
        private boolean read;
    }

    /** Whether {@code entry} was read while this policy watched it. */
    static boolean wasRead(PolicyEntry entry) {
        return entry instanceof Node && ((Node) entry).read;
    }

    private static long lastUse(PolicyEntry entry) {
        return entry instanceof Node ? ((Node) entry).lastUse : 0;
    }

    @Override
    public LinkedEntry newEntry() {
        return new Node();
    }

    @Override
    public void onInsert(LinkedEntry entry) {
        ((Node) entry).lastUse = ++uses;
        byLastUse.add(entry);
    }

    @Override
    public void onHit(LinkedEntry entry) {
        use(entry);
        ((Node) entry).read = true;
        Object key = entry.key();
        if (key != null) {
            reads.accept(key);
        }
    }

    @Override
    public void onUpdate(LinkedEntry entry, int oldWeight) {
        byLastUse.reweigh(entry, oldWeight);
        use(entry);
    }

    @Override
    public void onRemove(LinkedEntry entry) {
        byLastUse.remove(entry);
    }

    @Override
    public @Nullable LinkedEntry victim() {
        return byLastUse.poll();
    }

    private void use(LinkedEntry entry) {
        ((Node) entry).lastUse = ++uses;
        byLastUse.moveToEnd(entry);
    }

    void checkInvariants() {
        byLastUse.checkInvariants();
        long before = -1;
        for (LinkedEntry entry : byLastUse) {
            if (lastUse(entry) <= before) {
                throw new IllegalStateException("out of order: " + entry);
            }
            before = lastUse(entry);
        }
    }
}
