package io.spandrel.grid.consistency.simulation;

import io.spandrel.grid.consistency.Version;
import java.util.ArrayList;
import java.util.List;

/**
 * What is still to come right in a cluster in which nothing goes wrong any more: owners are to hold the same, nothing is to
 * move, nothing to be owed, and no delete to be remembered.
 */
record Rest(List<String> unfinished, List<String> different) {

    static Rest of(SimulatedCluster cluster) {
        Rest rest = new Rest(new ArrayList<>(), new ArrayList<>());
        for (int segment = 0; segment < SimulatedCluster.SEGMENTS; segment++) {
            SegmentConfig config = cluster.newest(segment);
            if (config.owners().moving()) {
                rest.unfinished.add("segment " + segment + " still moves: " + config);
            }
            for (Id owner : config.owners().current()) {
                rest.owner(cluster, config, segment, cluster.member(owner));
            }
        }
        for (int key = 0; key < SimulatedCluster.KEYS; key++) {
            rest.agreed(cluster, key);
        }
        return rest;
    }

    boolean complete() {
        return unfinished.isEmpty() && different.isEmpty();
    }

    private void owner(SimulatedCluster cluster, SegmentConfig config, int segment, SimulatedMember owner) {
        if (cluster.gone(owner.id) || !owner.running()) {
            unfinished.add("an owner of segment " + segment + " is gone for good: " + owner.id);
            return;
        }
        if (!owner.tombstones.all(segment).isEmpty()) {
            unfinished.add(owner.id + " still remembers " + owner.tombstones.all(segment));
        }
        if (owner.tombstones.forgottenUpTo(segment) != Version.NONE) {
            unfinished.add(owner.id + " still does not know of deletes in segment " + segment);
        }
        for (Id other : config.owners().current()) {
            if (owner.hints.pending(other) > 0 || owner.hints.needsRepair(other) != 0) {
                unfinished.add(owner.id + " still owes " + other);
            }
        }
    }

    private void agreed(SimulatedCluster cluster, int key) {
        State first = null;
        for (Id owner : cluster.newest(SimulatedCluster.segment(key)).owners().current()) {
            State held = cluster.member(owner).tell(key);
            if (first != null
                    && (first.value() != held.value()
                            || (held.digest().live() && !first.digest().equals(held.digest())))) {
                different.add("owners differ at key " + key + ": " + first + ", " + owner + " has " + held);
                return;
            }
            first = held;
        }
    }
}
