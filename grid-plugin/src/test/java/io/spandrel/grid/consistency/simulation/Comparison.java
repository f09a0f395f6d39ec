package io.spandrel.grid.consistency.simulation;

import io.spandrel.configuration.ConsistencyLevel;
import io.spandrel.grid.consistency.Tombstones.Delete;
import io.spandrel.grid.consistency.Version;
import io.spandrel.grid.consistency.WriteRound.Outcome;
import io.spandrel.grid.consistency.simulation.KeyRepair.Settled;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Compares all owners of a segment, and brings them up to date. */
final class Comparison {

    private final SimulatedMember me;
    private final int segment;
    private final Primacy primacy;
    private final KeyQueues queues;
    private final Replication replication;
    private final IntFunction<CompletableFuture<Settled>> settle;
    private CompletableFuture<Boolean> comparison = CompletableFuture.completedFuture(true);
    private @Nullable CompletableFuture<Boolean> nextComparison;

    Comparison(
            SimulatedMember me,
            int segment,
            Primacy primacy,
            KeyQueues queues,
            Replication replication,
            IntFunction<CompletableFuture<Settled>> settle) {
        this.me = me;
        this.segment = segment;
        this.primacy = primacy;
        this.queues = queues;
        this.replication = replication;
        this.settle = settle;
    }

    /**
     * Compares all owners that can be reached, and brings them up to date; afterwards this primary has all that counts.
     *
     * @return whether all expected owners are up to date
     */
    CompletableFuture<Boolean> compare() {
        if (!primacy.claimed()) {
            return CompletableFuture.failedFuture(new PrimaryOperations.OwnersElsewhereException());
        }
        if (comparison.isDone()) {
            comparison = primacy.become().thenCompose(nothing -> compareOnce());
            return comparison;
        }
        /* The one under way may have asked before what this one is for had happened. Who comes meanwhile shares the next. */
        if (nextComparison == null) {
            nextComparison = comparison.handle((done, failure) -> null).thenCompose(ended -> {
                nextComparison = null;
                return compare();
            });
        }
        return nextComparison;
    }

    CompletableFuture<Boolean> compareOnce() {
        SegmentConfig config = primacy.config();
        long by = primacy.ballot();
        return contents(config, by).thenCompose(contents -> {
            boolean heardAll = contents.keySet().containsAll(config.owners().all());
            config.owners().all().stream()
                    .filter(owner -> !contents.containsKey(owner))
                    .forEach(owner -> me.hints.markForRepair(owner, me.millis()));
            long forgotten = contents.values().stream()
                    .mapToLong(SimulatedOwner.Content::forgottenUpTo)
                    .max()
                    .orElse(Version.NONE);
            return tellForgotten(config, by, forgotten, contents)
                    .thenCompose(told -> bringUpToDate(contents))
                    .thenApply(settled -> {
                        if (by != primacy.ballot() || !primacy.established() || !config.equals(primacy.config())) {
                            throw new IllegalStateException("replaced");
                        }
                        primacy.compared();
                        boolean complete = heardAll && settled;
                        if (complete && forgotten != Version.NONE) {
                            List<Delete<Integer>> covered = deletedEverywhere(contents, forgotten);
                            primacy.askAll(
                                    config,
                                    by,
                                    there -> there.compared(segment, forgotten, covered),
                                    (owner, done) -> {});
                        }
                        return complete;
                    });
        });
    }

    /* Some owner remembers them, others may have forgotten: nobody has a value. */
    private List<Delete<Integer>> deletedEverywhere(Map<Id, SimulatedOwner.Content> contents, long forgotten) {
        List<Delete<Integer>> deletes = new ArrayList<>();
        for (int key = segment; key < SimulatedCluster.KEYS; key += SimulatedCluster.SEGMENTS) {
            int one = key;
            List<State> told = contents.values().stream()
                    .map(content -> content.states().get(one))
                    .toList();
            long version = KeyRepair.newestWritten(told).digest().version();
            if (version != Version.NONE
                    && version <= forgotten
                    && told.stream().noneMatch(state -> state.digest().live())) {
                deletes.add(new Delete<>(key, version));
            }
        }
        return deletes;
    }

    private CompletableFuture<Map<Id, SimulatedOwner.Content>> contents(SegmentConfig config, long by) {
        Map<Id, SimulatedOwner.Content> contents = new TreeMap<>();
        return primacy.askAll(config, by, there -> there.content(segment), contents::put)
                .thenApply(asked -> {
                    if (!config.owners().met(ConsistencyLevel.QUORUM, contents.keySet())) {
                        throw new IllegalStateException("a minority");
                    }
                    return contents;
                });
    }

    /* Before anything is settled: who was given nothing yet must not look like one that knows of nothing. */
    private CompletableFuture<Void> tellForgotten(
            SegmentConfig config, long by, long forgotten, Map<Id, SimulatedOwner.Content> contents) {
        return CompletableFuture.allOf(contents.entrySet().stream()
                .filter(content -> content.getValue().forgottenUpTo() != forgotten)
                .map(content -> primacy.ask(content.getKey(), config, by, there -> there.forgotten(segment, forgotten)))
                .toArray(CompletableFuture[]::new));
    }

    /* True if all owners agreed at the end, about each key that was not the same everywhere. */
    private CompletableFuture<Boolean> bringUpToDate(Map<Id, SimulatedOwner.Content> contents) {
        long cleared = Version.NONE;
        boolean uneven = false;
        for (SimulatedOwner.Content content : contents.values()) {
            uneven |= cleared != Version.NONE && content.clearedUpTo() != cleared;
            cleared = Math.max(cleared, content.clearedUpTo());
        }
        for (SimulatedOwner.Content content : contents.values()) {
            uneven |= content.clearedUpTo() != cleared;
        }
        CompletableFuture<Boolean> steps = CompletableFuture.completedFuture(true);
        if (uneven) {
            long upTo = cleared;
            steps = queues.lockedAll(() -> replication.clear(upTo, ConsistencyLevel.QUORUM))
                    .thenApply(reply -> {
                        if (reply.outcome() != Outcome.DONE) {
                            throw new IllegalStateException("not cleared");
                        }
                        return true;
                    });
        }
        for (int key = segment; key < SimulatedCluster.KEYS; key += SimulatedCluster.SEGMENTS) {
            int one = key;
            long different = contents.values().stream()
                    .map(content -> content.states().get(one).digest())
                    .distinct()
                    .count();
            if (different > 1) {
                steps = steps.thenCompose(
                        before -> settle.apply(one).thenApply(settled -> before && settled.complete()));
            }
        }
        return steps;
    }
}
