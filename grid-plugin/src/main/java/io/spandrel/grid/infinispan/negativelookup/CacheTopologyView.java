package io.spandrel.grid.infinispan.negativelookup;

import io.spandrel.grid.negativelookup.Topology;
import java.util.Collection;
import org.infinispan.distribution.LocalizedCacheTopology;
import org.infinispan.remoting.transport.Address;
import org.infinispan.topology.CacheTopology;

/**
 * A cache's topology as subscriptions see it.
 *
 * @param available whether the cache is available: members may be missing otherwise
 */
record CacheTopologyView(LocalizedCacheTopology topology, boolean available) implements Topology<Address> {

    @Override
    public int id() {
        return topology.getTopologyId();
    }

    @Override
    public boolean stable() {
        return available
                && topology.isConnected()
                && topology.getPhase() == CacheTopology.Phase.NO_REBALANCE
                && topology.getPendingCH() == null;
    }

    @Override
    public Collection<Address> members() {
        return topology.getMembers();
    }

    @Override
    public Address primary(int segment) {
        return topology.getSegmentDistribution(segment).primary();
    }
}
