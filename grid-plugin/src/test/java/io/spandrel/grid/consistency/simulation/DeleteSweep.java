package io.spandrel.grid.consistency.simulation;

import io.spandrel.grid.consistency.Confirmation;
import io.spandrel.grid.consistency.Tombstones.Delete;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntConsumer;

/** Asks owners which deletes they have, and purges what all have had for long enough. */
final class DeleteSweep {

    private static final int ALL = Integer.MAX_VALUE;

    private final SimulatedMember me;
    private final int segment;
    private final Primacy primacy;
    private final IntConsumer settle;
    private boolean ownerNeedsCompare;
    private boolean sweeping;

    DeleteSweep(SimulatedMember me, int segment, Primacy primacy, IntConsumer settle) {
        this.me = me;
        this.segment = segment;
        this.primacy = primacy;
        this.settle = settle;
    }

    /** Whether an owner has asked for a comparison since this was last asked. */
    boolean comparisonWanted() {
        boolean wanted = ownerNeedsCompare;
        ownerNeedsCompare = false;
        return wanted;
    }

    /* What all owners have confirmed goes, at this one last: what the others do not have any more is not asked about. */
    void sweep() {
        if (!sweeping) {
            sweeping = true;
            SegmentConfig config = primacy.config();
            long by = primacy.ballot();
            confirmDeletes(config, by)
                    .thenCompose(confirmed -> purgeDeletes(config, by))
                    .whenComplete((done, failure) -> sweeping = false);
        }
    }

    private CompletableFuture<Void> confirmDeletes(SegmentConfig config, long by) {
        if (me.cluster.mutation == Mutation.PURGED_BY_TIME) {
            me.tombstones
                    .unconfirmed(segment, ALL)
                    .forEach(delete -> me.tombstones.confirmed(segment, delete, me.millis()));
        }
        List<Delete<Integer>> asked = me.tombstones.unconfirmed(segment, ALL);
        Confirmation<Id, Integer> confirmation = new Confirmation<>(config.owners(), asked);
        return primacy.askAll(config, by, there -> there.remembered(segment, asked), (owner, remembered) -> {
            if (by == primacy.ballot() && config == primacy.config()) {
                confirmation.answered(owner, remembered.has());
                confirmation.confirmed().forEach(delete -> me.tombstones.confirmed(segment, delete, me.millis()));
                remembered.lacks().forEach(delete -> settle.accept(delete.key()));
                remembered.others().stream().filter(this::lacks).forEach(delete -> settle.accept(delete.key()));
                ownerNeedsCompare |= remembered.needsFullCompare();
            }
        });
    }

    private boolean lacks(Delete<Integer> delete) {
        return me.tombstones.version(segment, delete.key()) < delete.version()
                && me.tombstones.forgottenUpTo(segment) < delete.version();
    }

    private CompletableFuture<Void> purgeDeletes(SegmentConfig config, long by) {
        List<Delete<Integer>> purged = me.tombstones.purgeable(segment, ALL, me.millis());
        Set<Id> left = new HashSet<>(config.owners().all());
        left.remove(me.id);
        return purged.isEmpty()
                ? CompletableFuture.completedFuture(null)
                : primacy.askAll(config, by, there -> there == me || there.purge(segment, purged), (owner, done) -> {
                    if (left.remove(owner) && left.isEmpty()) {
                        me.purge(segment, purged);
                    }
                });
    }
}
