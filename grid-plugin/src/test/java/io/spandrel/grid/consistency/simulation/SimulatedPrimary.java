package io.spandrel.grid.consistency.simulation;

import io.spandrel.grid.consistency.simulation.KeyRepair.Settled;
import io.spandrel.grid.consistency.simulation.PrimaryOperations.Reply;
import java.util.HashMap;
import java.util.Map;
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
    private final Map<Integer, CompletableFuture<Settled>> waiting = new HashMap<>();

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

    /*
     * One that waits for the key and has not begun does for all that ask meanwhile. Else six members that owe each other a key
     * keep it busy for ever, and no comparison gets to it.
     */

    /** Sees to it that a majority has the newest state of a key, and all that can be reached. */
    CompletableFuture<Settled> settle(int key) {
        CompletableFuture<Settled> next = waiting.get(key);
        if (next != null) {
            return next;
        }
        CompletableFuture<Settled> shared = new CompletableFuture<>();
        waiting.put(key, shared);
        operations
                .asPrimary(key, () -> {
                    waiting.remove(key, shared);
                    return repair.settle(key);
                })
                .whenComplete((settled, failure) -> {
                    waiting.remove(key, shared);
                    if (failure == null) {
                        shared.complete(settled);
                    } else {
                        shared.completeExceptionally(failure);
                    }
                });
        return shared;
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
