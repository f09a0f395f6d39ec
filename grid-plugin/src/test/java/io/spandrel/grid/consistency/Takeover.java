package io.spandrel.grid.consistency;

import io.spandrel.configuration.ConsistencyLevel;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * How a member becomes primary of a segment: a majority of the expected owners promise to refuse its predecessors, and tell
 * how far their clocks are.
 *
 * <p>Every write of a predecessor that was or can be acknowledged was taken by an owner of that majority before its promise, so
 * its version is not above {@link #floor}. Versions given from then on, above the floor, are newer than all of them.
 *
 * <p>Of the simulated cluster, which proves that this suffices; Infinispan's topologies do the same for real members
 * (decisions 100 and 115). Thread-safe; completes {@link #floor} outside its lock.
 *
 * @param <M> a member's identity
 */
public final class Takeover<M> {

    private final ExpectedOwners<M> owners;
    private final Set<M> promised = new HashSet<>();
    private final Set<M> failed = new HashSet<>();
    private final CompletableFuture<Long> floor = new CompletableFuture<>();
    private long highest = Version.NONE;

    public Takeover(ExpectedOwners<M> owners) {
        this.owners = owners;
    }

    /**
     * Completes once with the version which all versions of this primary's writes have to exceed; or exceptionally with
     * {@link OwnersUnreachableException}. In the thread of the call that decided it.
     */
    public CompletionStage<Long> floor() {
        return floor.minimalCompletionStage();
    }

    /**
     * An owner has promised.
     *
     * @param reading a version its clock gave after the promise
     */
    public void promised(M member, long reading) {
        boolean enough;
        synchronized (this) {
            promised.add(member);
            highest = Math.max(highest, reading);
            enough = owners.met(ConsistencyLevel.QUORUM, promised);
        }
        if (enough) {
            floor.complete(highest);
        }
    }

    /**
     * Whether a primary and another owner can both be outside a majority. If so, a takeover may not hear of a write that only
     * those two know; a conditional write then has to announce its version to a majority before it is sent.
     */
    public static boolean needsAnnouncement(ExpectedOwners<?> owners) {
        int current = owners.current().size();
        return owners.moving() || current - ExpectedOwners.needed(ConsistencyLevel.QUORUM, current) > 1;
    }

    /** An owner has promised to somebody newer, cannot be reached, or has a clock that is too far ahead. */
    public void failed(M member) {
        boolean impossible;
        synchronized (this) {
            failed.add(member);
            Set<M> possible = new HashSet<>(owners.all());
            possible.removeAll(failed);
            impossible = !owners.met(ConsistencyLevel.QUORUM, possible);
        }
        if (impossible) {
            floor.completeExceptionally(new OwnersUnreachableException("a primary needs the promise of "
                    + owners.describe(ConsistencyLevel.QUORUM) + "; promised: " + promised + ", not: " + failed));
        }
    }
}
