package io.spandrel.grid.infinispan.consistency;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.infinispan.distribution.ch.ConsistentHash;
import org.infinispan.remoting.transport.Address;
import org.infinispan.topology.CacheTopology;

/**
 * What a member counts the rounds of a cache against.
 *
 * @param topologyId of the last stable topology that counts
 * @param hash who owns what in it
 * @param names of members, of its own among them
 * @param left members of it that are gone for good
 */
record Baseline(int topologyId, ConsistentHash hash, Map<Address, String> names, Set<Address> left) {

    /** The stable topology. */
    CacheTopology topology() {
        List<Address> members = hash.getMembers();
        return new CacheTopology(
                topologyId,
                0,
                hash,
                null,
                CacheTopology.Phase.NO_REBALANCE,
                members,
                members.stream().map(Address::getNodeUUID).toList());
    }
}
