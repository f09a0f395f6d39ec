package io.spandrel.grid.negativelookup;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The moment after which no member uses a copy of an older topology.
 *
 * <p>Thread-safe.
 *
 * @param <M> a member
 */
final class Fence<M> {

    /*
     * Who takes over a segment does not know whom the former owner has granted copies. So it asks every member of the new
     * topology to give up what is older. A member that answers uses nothing older from then on, grants nothing older, and
     * tells whom it has granted what may still be in use.
     *
     * A silent member can use only what others have granted it. If it is the only one that is silent or gone, the others
     * have told all of that, so their leases decide, and if there are none it need not be waited for. If there are more,
     * one of them may have granted something to another: then the lease decides, from the last answer on, because until
     * then the one who gave it may have renewed one.
     *
     * The member that asks uses nothing older itself: it is in the new topology.
     */
    private static final long UNKNOWN = Long.MAX_VALUE;

    private final int topologyId;
    private final long guard;
    private final Timers timers;
    private final Map<M, Long> grantedUntil = new HashMap<>();
    private final Set<M> released = new HashSet<>();
    private final CompletableFuture<Void> done = new CompletableFuture<>();
    private int departed;
    private int silent;
    private int asked;
    private long lastAnswer;

    /**
     * @param self who asks
     * @param granted to whom it has granted something older, and for how many nanoseconds more
     */
    Fence(M self, int topologyId, Duration guard, Timers timers, Map<M, Long> granted) {
        this.topologyId = topologyId;
        this.guard = guard.toNanos();
        this.timers = timers;
        this.lastAnswer = timers.nanoTime();
        released.add(self);
        note(granted);
    }

    int topologyId() {
        return topologyId;
    }

    boolean isDone() {
        return done.isDone();
    }

    CompletionStage<Void> done() {
        return done;
    }

    /** Nobody has to wait any more. */
    void end() {
        done.complete(null);
    }

    /**
     * Asks the members. Once.
     *
     * @param departed how many have left at about the same time
     */
    void ask(Collection<M> members, int departed, SubscriptionPeers<M, ?> peers) {
        synchronized (this) {
            this.departed = departed;
            silent = members.size();
            asked = members.size();
        }
        for (M member : members) {
            peers.fence(member, topologyId).whenComplete((grants, failure) -> heard(member, grants));
        }
        conclude();
    }

    private void heard(M member, @Nullable Map<M, Long> grants) {
        synchronized (this) {
            asked--;
            if (grants != null) {
                silent--;
                released.add(member);
                lastAnswer = timers.nanoTime();
                note(grants);
            }
        }
        conclude();
    }

    private void note(Map<M, Long> granted) {
        long now = timers.nanoTime();
        granted.forEach((member, nanos) -> grantedUntil.merge(member, now + nanos, Math::max));
    }

    private void conclude() {
        long nanos = remaining();
        if (nanos <= 0) {
            done.complete(null);
        } else if (nanos != UNKNOWN) {
            timers.schedule(this::conclude, Duration.ofNanos(nanos));
        }
    }

    private synchronized long remaining() {
        long now = timers.nanoTime();
        if (silent + departed > 1) {
            return asked > 0 ? UNKNOWN : lastAnswer + guard - now;
        }
        return grantedUntil.entrySet().stream()
                .filter(grant -> !released.contains(grant.getKey()))
                .mapToLong(grant -> grant.getValue() - now)
                .max()
                .orElse(0);
    }

    @Override
    public String toString() {
        return "Fence[topology " + topologyId + (isDone() ? ", done]" : "]");
    }
}
