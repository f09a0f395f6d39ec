package io.spandrel.grid.infinispan.merge;

import java.util.concurrent.CompletionStage;
import org.infinispan.commons.util.IntSets;
import org.infinispan.statetransfer.StateConsumerImpl;
import org.infinispan.topology.CacheTopology;

/** Receives the state of segments as Infinispan does, and at a merge forgets what was on its way before. */
final class ReceivedState extends StateConsumerImpl {

    /*
     * While owners are made to agree Infinispan takes no state, and those that were sending it to a member that is no owner then
     * give up. It goes on waiting for it nevertheless: in the next rebalance it does not ask for these segments again, and
     * never confirms it (decision 250).
     */
    @Override
    public CompletionStage<CompletionStage<Void>> onTopologyUpdate(CacheTopology topology, boolean isRebalance) {
        if (topology.getPhase() == CacheTopology.Phase.CONFLICT_RESOLUTION) {
            cancelTransfers(
                    IntSets.immutableRangeSet(topology.getWriteConsistentHash().getNumSegments()));
        }
        return super.onTopologyUpdate(topology, isRebalance);
    }
}
