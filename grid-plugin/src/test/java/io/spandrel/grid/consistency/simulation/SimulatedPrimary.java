package io.spandrel.grid.consistency.simulation;

import io.spandrel.grid.consistency.simulation.KeyRepair.Settled;
import io.spandrel.grid.consistency.simulation.PrimaryOperations.Reply;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** What a member does as the primary of a segment. */
final class SimulatedPrimary {

    private final Primacy primacy;
    private final PrimaryOperations operations;
    private final KeyRepair repair;
    private final Comparison comparison;
    private final DeleteSweep sweep;
    private final SegmentMove move;

    SimulatedPrimary(SimulatedMember me, int segment) {
        KeyQueues queues = new KeyQueues(me, segment);
        primacy = new Primacy(me, segment, this::compare);
        Replication replication = new Replication(me, segment, primacy);
        repair = new KeyRepair(me, segment, primacy, replication);
        operations = new PrimaryOperations(me, segment, primacy, queues, replication, repair);
        comparison = new Comparison(me, segment, primacy, queues, replication, this::settle);
        sweep = new DeleteSweep(me, segment, primacy, this::settle);
        move = new SegmentMove(me, segment, primacy, queues, comparison);
    }

    /** See {@link PrimaryOperations#operate}. */
    CompletableFuture<Reply> operate(int key, @Nullable Long expected, long value, long lifespanMillis) {
        return operations.operate(key, expected, value, lifespanMillis);
    }

    /** Clears the segment. */
    CompletableFuture<Reply> clear() {
        return operations.clear();
    }

    /** Sees to it that a majority has the newest state of a key, and all that can be reached. */
    CompletableFuture<Settled> settle(int key) {
        return operations.asPrimary(key, () -> repair.settle(key));
    }

    /** See {@link Comparison#compare}. */
    CompletableFuture<Boolean> compare() {
        return comparison.compare();
    }

    /** What has to be done from time to time. */
    void upkeep() {
        primacy.become().whenComplete((nothing, failure) -> {
            if (failure == null && primacy.established()) {
                sweep.sweep();
                if (!primacy.current() || sweep.comparisonWanted()) {
                    compare();
                }
                move.move();
            }
        });
    }
}
