package io.spandrel.grid.infinispan;

import io.spandrel.grid.consistency.ExpectedOwners;
import java.util.List;
import java.util.function.Supplier;
import org.infinispan.distribution.ch.ConsistentHash;
import org.infinispan.remoting.transport.Address;
import org.infinispan.topology.CacheTopology;
import org.jspecify.annotations.Nullable;

/** Whom the rounds of a cache are counted against, whether they can be reached or not. Thread-safe. */
final class StableOwners {

    /*
     * Infinispan takes a member that cannot be reached out of the current topology at once; it stays in the stable one until
     * every segment has its owners again. So rounds are counted against the stable topology, and those owners as well that a
     * rebalance is going to install.
     *
     * Between the end of a rebalance and the announcement of the next stable topology those that are owners no more have
     * dropped the segment. An owner of the current topology that the stable one does not have tells that moment: only a
     * rebalance makes owners.
     */
    private final Supplier<@Nullable CacheTopology> stable;

    /**
     * @param stable gives the last stable topology, or null before there is one
     */
    StableOwners(Supplier<@Nullable CacheTopology> stable) {
        this.stable = stable;
    }

    /**
     * The owners that rounds about a segment's keys are counted against.
     *
     * @param current topology that is installed here
     */
    ExpectedOwners<Address> of(CacheTopology current, int segment) {
        CacheTopology last = stable.get();
        List<Address> reached = owners(current.getCurrentCH(), segment);
        List<Address> expected = last == null ? reached : owners(last.getCurrentCH(), segment);
        ConsistentHash pending = current.getPendingCH();
        if (pending != null) {
            List<Address> next = pending.locateOwnersForSegment(segment);
            ExpectedOwners<Address> owners = ExpectedOwners.of(expected);
            return next.equals(expected) ? owners : owners.movingTo(next);
        }
        return ExpectedOwners.of(expected.containsAll(reached) ? expected : reached);
    }

    private static List<Address> owners(ConsistentHash hash, int segment) {
        return hash.locateOwnersForSegment(segment);
    }
}
