package io.spandrel.grid.consistency.simulation;

import static io.spandrel.grid.consistency.simulation.Network.MILLI;

import io.spandrel.configuration.ConsistencyLevel;
import io.spandrel.grid.consistency.Digest;
import io.spandrel.grid.consistency.ForgottenDeletes;
import io.spandrel.grid.consistency.ReadRound;
import io.spandrel.grid.consistency.WriteRound.Outcome;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Brings the owners of a key up to date. */
final class KeyRepair {

    private final SimulatedMember me;
    private final int segment;
    private final Primacy primacy;
    private final Replication replication;

    KeyRepair(SimulatedMember me, int segment, Primacy primacy, Replication replication) {
        this.me = me;
        this.segment = segment;
        this.primacy = primacy;
        this.replication = replication;
    }

    /**
     * What all owners that could be reached agree on now.
     *
     * @param complete whether those are all that are expected
     */
    record Settled(State state, Set<Id> holders, boolean complete) {
        long version() {
            return state.digest().version();
        }
    }

    /** Sees to it that a majority has the newest state of a key, and all that can be reached; in the key's queue. */
    CompletableFuture<Settled> settle(int key) {
        SegmentConfig config = primacy.config();
        ReadRound<Id> majority = new ReadRound<>(config.owners(), ConsistencyLevel.QUORUM, List.of());
        ReadRound<Id> all = new ReadRound<>(config.owners(), ConsistencyLevel.ALL, List.of());
        Map<Id, State> told = new TreeMap<>();
        majority.start();
        for (Id owner : all.start()) {
            if (!me.view.contains(owner)) {
                majority.unreachable(owner);
                all.unreachable(owner);
                continue;
            }
            me.call(owner, there -> there.onRead(key, config)).whenComplete((answer, failure) -> {
                if (answer != null && answer.owner() && !answer.config().newerThan(config)) {
                    told.put(owner, answer.state());
                    majority.answered(owner, answer.state().digest());
                    all.answered(owner, answer.state().digest());
                } else {
                    majority.unreachable(owner);
                    all.unreachable(owner);
                }
            });
        }
        long by = primacy.ballot();
        return all.result()
                .toCompletableFuture()
                .handle((complete, failure) -> failure == null ? all.result() : majority.result())
                .thenCompose(result -> result)
                .thenCompose(result -> primacy.ifStill(by, () -> agree(key, config, result, told)));
    }

    private CompletableFuture<Settled> agree(
            int key, SegmentConfig config, ReadRound.Result<Id> result, Map<Id, State> told) {
        boolean heardAll = told.keySet().containsAll(config.owners().all());
        State newest = newest(told.values());
        if (newest.digest().kind() == Digest.Kind.FORGOTTEN) {
            if (told.values().stream().anyMatch(state -> state.digest().live())) {
                return heardAll
                        ? decide(key, config, told)
                        : CompletableFuture.failedFuture(new IllegalStateException("undecided"));
            }
            newest = newestWritten(told.values());
        }
        if (!written(newest) || (heardAll && result.behind().isEmpty())) {
            return CompletableFuture.completedFuture(new Settled(newest, new TreeSet<>(result.holders()), heardAll));
        }
        return spread(key, newest, heardAll);
    }

    private static State newest(Collection<State> told) {
        return told.stream()
                .reduce((one, other) -> other.digest().newerThan(one.digest()) ? other : one)
                .orElse(State.ABSENT);
    }

    private static boolean written(State state) {
        return state.digest().kind() == Digest.Kind.VALUE || state.digest().kind() == Digest.Kind.TOMBSTONE;
    }

    static State newestWritten(Collection<State> told) {
        return newest(told.stream().filter(KeyRepair::written).toList());
    }

    private CompletableFuture<Settled> decide(int key, SegmentConfig config, Map<Id, State> told) {
        State newest = newestWritten(told.values());
        Map<Id, Digest> digests = new HashMap<>();
        told.forEach((owner, state) -> digests.put(owner, state.digest()));
        if (ForgottenDeletes.deleted(config.owners(), digests)) {
            return spread(key, new State(Digest.tombstone(newest.digest().version()), 0), true);
        }
        /* Given anew, above what was forgotten: it is taken everywhere. */
        return spread(key, new State(Digest.value(next(key), newest.digest().deadline()), newest.value()), true);
    }

    /* An owner that was not heard may have something newer than this. */
    private CompletableFuture<Settled> spread(int key, State state, boolean heardAll) {
        Set<Id> confirmed = new TreeSet<>(Set.of(me.id));
        Set<Id> asked = new HashSet<>();
        Set<Id> expected = primacy.owners().all();
        return replication
                .write(key, state, ConsistencyLevel.QUORUM, confirmed, asked)
                .thenCompose(reply -> {
                    if (reply.outcome() != Outcome.DONE) {
                        throw new IllegalStateException("not settled");
                    }
                    CompletableFuture<Settled> settled = new CompletableFuture<>();
                    await(
                            () -> asked.isEmpty(),
                            Replication.GIVE_UP_AFTER,
                            () -> settled.complete(
                                    new Settled(state, confirmed, heardAll && confirmed.containsAll(expected))));
                    return settled;
                });
    }

    /** A version newer than all that may have been acknowledged. */
    long next(int key) {
        long replaced = me.tell(key).digest().version();
        return me.clock.next(Math.max(replaced, Math.max(primacy.floor(), me.clearedUpTo(segment))));
    }

    private void await(Supplier<Boolean> condition, long atMost, Runnable then) {
        if (condition.get() || atMost <= 0) {
            then.run();
        } else {
            me.after(2 * MILLI, () -> await(condition, atMost - 2 * MILLI, then));
        }
    }
}
