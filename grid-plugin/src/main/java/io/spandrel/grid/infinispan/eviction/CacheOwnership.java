package io.spandrel.grid.infinispan.eviction;

import io.spandrel.grid.coordination.Ownership;
import java.util.ArrayList;
import java.util.List;
import org.infinispan.distribution.DistributionInfo;
import org.infinispan.distribution.LocalizedCacheTopology;
import org.infinispan.remoting.transport.Address;
import org.infinispan.topology.CacheTopology;
import org.jspecify.annotations.Nullable;

/** A cache's owners as one topology has them. */
final class CacheOwnership implements Ownership<Address> {

    private final LocalizedCacheTopology topology;

    private CacheOwnership(LocalizedCacheTopology topology) {
        this.topology = topology;
    }

    /** Null as long as this member is not among the owners. */
    static @Nullable CacheOwnership of(@Nullable LocalizedCacheTopology topology) {
        return topology == null || topology.getLocalWriteSegmentsCount() == 0 ? null : new CacheOwnership(topology);
    }

    @Override
    public int topologyId() {
        return topology.getTopologyId();
    }

    @Override
    public boolean settled() {
        return topology.getPendingCH() == null && topology.getPhase() == CacheTopology.Phase.NO_REBALANCE;
    }

    @Override
    public Address self() {
        return topology.getLocalAddress();
    }

    @Override
    public int segments() {
        return topology.getNumSegments();
    }

    @Override
    public int segmentOf(Object key) {
        return topology.getSegment(key);
    }

    /* While owners change, the first to be written to need not be the primary. */
    @Override
    public List<Address> owners(int segment) {
        DistributionInfo distribution = topology.getSegmentDistribution(segment);
        if (distribution.primary() == null) {
            return List.of();
        }
        List<Address> owners = new ArrayList<>();
        owners.add(distribution.primary());
        distribution.writeOwners().stream()
                .filter(owner -> !owner.equals(distribution.primary()))
                .forEach(owners::add);
        return owners;
    }
}
