package io.spandrel.grid.consistency.simulation;

import io.spandrel.configuration.ConsistencyLevel;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Moves a segment to other owners. */
final class SegmentMove {

    private final SimulatedMember me;
    private final SimulatedCluster cluster;
    private final int segment;
    private final Primacy primacy;
    private final KeyQueues queues;
    private final Comparison comparison;
    private boolean moving;

    SegmentMove(SimulatedMember me, int segment, Primacy primacy, KeyQueues queues, Comparison comparison) {
        this.me = me;
        this.cluster = me.cluster;
        this.segment = segment;
        this.primacy = primacy;
        this.queues = queues;
        this.comparison = comparison;
    }

    void move() {
        SegmentConfig config = primacy.config();
        if (moving
                || !primacy.current()
                || (!config.owners().moving()
                        && cluster.target(me, segment).equals(config.owners().current()))) {
            return;
        }
        Collection<Id> target = cluster.target(me, segment);
        if (!config.owners().moving() && (target.isEmpty() || !config.owners().met(ConsistencyLevel.QUORUM, me.view))) {
            return;
        }
        moving = true;
        CompletableFuture<Void> begun = config.owners().moving()
                ? CompletableFuture.completedFuture(null)
                : install(config.moving(primacy.ballot(), target, cluster.nextNumber()));
        /* What began before was counted against the former owners: the comparison has to come after it. */
        begun.thenCompose(nothing -> queues.finished())
                .thenCompose(nothing -> cluster.mutation == Mutation.JOINS_EMPTY
                        ? CompletableFuture.completedFuture(true)
                        : comparison.compareOnce())
                .thenCompose(compared -> primacy.config().owners().moving()
                        ? install(primacy.config().moved(primacy.ballot(), cluster.nextNumber()))
                        : CompletableFuture.completedFuture(null))
                .whenComplete((done, failure) -> moving = false);
    }

    /* From here on this primary counts by the new configuration; a majority of it has to know before the next step. */
    private CompletableFuture<Void> install(SegmentConfig config) {
        SegmentConfig before = primacy.config();
        long by = primacy.ballot();
        Set<Id> told = new LinkedHashSet<>(before.owners().all());
        told.addAll(config.owners().all());
        if (config.owners().moving()) {
            me.adopt(segment, config);
        }
        Set<Id> know = new HashSet<>();
        CompletableFuture<Void> installed = new CompletableFuture<>();
        for (Id member : told) {
            if (member.equals(me.id) && !config.owners().moving()) {
                know.add(member);
                continue;
            }
            primacy.ask(member, config, by, there -> there.configs.get(segment)).whenComplete((known, failure) -> {
                if (config.equals(known)) {
                    know.add(member);
                }
                if (!installed.isDone() && config.owners().met(ConsistencyLevel.QUORUM, know)) {
                    me.adopt(segment, config);
                    installed.complete(null);
                }
            });
        }
        me.after(
                Replication.GIVE_UP_AFTER,
                () -> installed.completeExceptionally(new IllegalStateException("not installed")));
        return installed;
    }
}
