package io.spandrel.grid.negativelookup;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The moment after which no member uses a copy of an older topology.
 *
 * @param <M> a member
 */
final class Fence<M> {

    /*
     * Who takes over a segment does not know whom the former owner has granted copies. So it asks every member of the new
     * topology to give up what is older. A member that answers uses nothing older from then on and grants nothing older.
     * For one that does not answer the lease decides: nobody renews it any more, the last who could has answered.
     * Members that are gone cannot be asked. What others have granted them is in the others' answers; only of two that
     * left at once may one have granted something to the other, and then the lease decides too.
     */
    private final int topologyId;
    private final Duration guard;
    private final Set<M> answered = new HashSet<>();
    private final Map<M, Long> granted = new HashMap<>();
    private final CompletableFuture<Void> done = new CompletableFuture<>();

    /**
     * @param granted to whom this member has granted something older, and for how many nanoseconds more
     */
    Fence(int topologyId, Duration guard, Map<M, Long> granted) {
        this.topologyId = topologyId;
        this.guard = guard;
        this.granted.putAll(granted);
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
     * Asks the members.
     *
     * @param departed how many have left at about the same time
     */
    void ask(Collection<M> members, int departed, SubscriptionPeers<M, ?> peers, Timers timers) {
        List<CompletableFuture<Void>> answers = new ArrayList<>();
        for (M member : members) {
            answers.add(peers.fence(member, topologyId)
                    .handle((grants, failure) -> {
                        if (failure == null) {
                            answered(member, grants);
                        }
                        return (Void) null;
                    })
                    .toCompletableFuture());
        }
        CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new)).thenRun(() -> {
            long nanos = waiting(members, departed);
            if (nanos == 0) {
                done.complete(null);
            } else {
                timers.schedule(() -> done.complete(null), Duration.ofNanos(nanos));
            }
        });
    }

    private synchronized void answered(M member, Map<M, Long> grants) {
        answered.add(member);
        grants.forEach((subscriber, nanos) -> granted.merge(subscriber, nanos, Math::max));
    }

    private synchronized long waiting(Collection<M> members, int departed) {
        if (departed > 1 || !answered.containsAll(members)) {
            return guard.toNanos();
        }
        return granted.entrySet().stream()
                .filter(grant -> !answered.contains(grant.getKey()))
                .mapToLong(Map.Entry::getValue)
                .max()
                .orElse(0);
    }

    @Override
    public String toString() {
        return "Fence[topology " + topologyId + (isDone() ? ", done]" : "]");
    }
}
