package io.spandrel.grid.consistency.simulation;

import static io.spandrel.grid.consistency.simulation.Network.MILLI;

import io.spandrel.configuration.ConsistencyLevel;
import io.spandrel.grid.consistency.Debts;
import io.spandrel.grid.consistency.WriteRound;
import io.spandrel.grid.consistency.WriteRound.Outcome;
import io.spandrel.grid.consistency.simulation.PrimaryOperations.Reply;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** Sends what a primary has written to the other owners, and makes its own copy at last. */
final class Replication {

    static final long GIVE_UP_AFTER = 350 * MILLI;

    private static final long SLOW_AFTER = 30 * MILLI;

    private final SimulatedMember me;
    private final SimulatedCluster cluster;
    private final int segment;
    private final Primacy primacy;

    /* A majority of others may have what this primary has not, since it makes its own copy last. */
    private final Set<Integer> doubtful = new HashSet<>();

    Replication(SimulatedMember me, int segment, Primacy primacy) {
        this.me = me;
        this.cluster = me.cluster;
        this.segment = segment;
        this.primacy = primacy;
    }

    /** Whether others may have something newer of a key than this primary. */
    boolean doubtful(int key) {
        return doubtful.contains(key);
    }

    /**
     * Replicates a state.
     *
     * @param confirmed filled with who has it
     * @param asked filled with who has answered or will not
     */
    CompletableFuture<Reply> write(int key, State state, ConsistencyLevel level, Set<Id> confirmed, Set<Id> asked) {
        long version = state.digest().version();
        SegmentConfig config = primacy.config();
        long by = primacy.ballot();
        long sentAt = me.wallMillis();
        return round(
                        level,
                        debts(key, version),
                        confirmed,
                        asked,
                        there -> there.onWrite(key, by, config, sentAt, state))
                .thenApply(outcome -> {
                    if (outcome != Outcome.DONE) {
                        doubtful.add(key);
                        return new Reply(outcome, true, version, 0);
                    }
                    /* The own copy was counted as one: it has to be made, by the same rules. */
                    boolean made =
                            me.onWrite(key, by, config, me.wallMillis(), state).taken();
                    if (made) {
                        doubtful.remove(key);
                    } else {
                        doubtful.add(key);
                    }
                    return new Reply(made ? Outcome.DONE : Outcome.UNKNOWN, true, version, 0);
                });
    }

    private Debts<Id> debts(int key, long version) {
        return new Debts<>() {
            @Override
            public void owe(Id member) {
                me.hints.owe(member, key, version, me.millis());
            }

            @Override
            public void settle(Id member) {
                me.hints.settle(member, key, version);
            }
        };
    }

    private CompletableFuture<Outcome> round(
            ConsistencyLevel level,
            Debts<Id> debts,
            Set<Id> confirmed,
            Set<Id> asked,
            Function<SimulatedMember, SimulatedOwner.Answer> message) {
        List<WriteRound<Id>> rounds = new ArrayList<>();
        WriteRound<Id> round = new WriteRound<>(
                primacy.owners(), level, me.id, member -> !me.view.contains(member), me::slow, new Debts<>() {
                    @Override
                    public void owe(Id member) {
                        me.wasSlow(member);
                        if (cluster.mutation == Mutation.HINTS_COUNT_AS_COPIES) {
                            me.after(1, () -> rounds.get(0).acknowledged(member));
                        }
                        debts.owe(member);
                    }

                    @Override
                    public void settle(Id member) {
                        debts.settle(member);
                    }
                });
        rounds.add(round);
        asked.addAll(round.targets());
        for (Id target : round.targets()) {
            me.call(target, message).whenComplete((answer, failure) -> {
                asked.remove(target);
                if (answer == null) {
                    round.unreachable(target);
                } else if (answer.taken()) {
                    me.answered(target);
                    confirmed.add(target);
                    round.acknowledged(target);
                } else {
                    refused(round, target, answer);
                }
            });
        }
        me.after(SLOW_AFTER, round::slow);
        me.after(GIVE_UP_AFTER, round::timeout);
        return round.outcome().toCompletableFuture();
    }

    /* For good if the owner has promised to somebody newer. Anything else may have changed when a repetition arrives. */
    private void refused(WriteRound<Id> round, Id owner, SimulatedOwner.Answer answer) {
        if (answer.promised() > primacy.ballot() && !answer.takenBefore()) {
            round.refused(owner);
        } else {
            round.unreachable(owner);
        }
        primacy.heardOf(answer.promised());
    }

    CompletableFuture<Reply> clear(long version, ConsistencyLevel level) {
        SegmentConfig config = primacy.config();
        long by = primacy.ballot();
        long sentAt = me.wallMillis();
        Debts<Id> comparison = new Debts<>() {
            @Override
            public void owe(Id member) {
                me.hints.markForRepair(member, me.millis());
            }

            @Override
            public void settle(Id member) {
                /* The mark stays: one comparison too many. */
            }
        };
        return round(
                        level,
                        comparison,
                        new HashSet<>(),
                        new HashSet<>(),
                        there -> there.onClear(segment, by, config, sentAt, version))
                .thenApply(outcome -> outcome == Outcome.DONE
                                && !me.onClear(segment, by, config, me.wallMillis(), version)
                                        .taken()
                        ? Outcome.UNKNOWN
                        : outcome)
                .thenApply(outcome -> new Reply(outcome, true, version, 0));
    }
}
