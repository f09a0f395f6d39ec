package io.spandrel.grid.negativelookup;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What this member holds of one owner: its lease, and the subscriptions that are still on their way. All but the lease is
 * guarded by {@link FilterCopies}.
 */
final class HeldSession<M> {

    private final M owner;
    private final long id;
    private final int topologyId;
    private final Map<Integer, PendingCopy> pending = new HashMap<>();
    private long numbers;
    private long sequence;
    private boolean closed;
    private boolean granted;
    private volatile long leaseUntil;

    HeldSession(M owner, long id, int topologyId, long now) {
        this.owner = owner;
        this.id = id;
        this.topologyId = topologyId;
        this.leaseUntil = now;
    }

    M owner() {
        return owner;
    }

    long id() {
        return id;
    }

    int topologyId() {
        return topologyId;
    }

    boolean valid(long now) {
        return now - leaseUntil < 0;
    }

    /** Extends the lease; it never gets shorter. */
    void granted(long until) {
        granted = true;
        if (!closed && until - leaseUntil > 0) {
            leaseUntil = until;
        }
    }

    boolean wasGranted() {
        return granted;
    }

    boolean closed() {
        return closed;
    }

    /** Whether nothing is on its way. */
    boolean idle() {
        return pending.isEmpty();
    }

    /** Begins a subscription; null: the session is closed, or one to that segment is on its way already. */
    @Nullable
    PendingCopy begin(int segment) {
        if (closed || pending.containsKey(segment)) {
            return null;
        }
        PendingCopy begun = new PendingCopy(segment, ++numbers);
        pending.put(segment, begun);
        return begun;
    }

    /** Ends a subscription; false if it is not on its way any more. */
    boolean end(PendingCopy ended) {
        return pending.remove(ended.segment(), ended);
    }

    @Nullable
    PendingCopy pending(int segment) {
        return pending.get(segment);
    }

    /** Whether an announcement is the next one. */
    boolean follows(long next) {
        return !closed && next == ++sequence;
    }

    /** From now on nothing of it is used. */
    void close(long now) {
        closed = true;
        leaseUntil = now;
        pending.clear();
    }
}
