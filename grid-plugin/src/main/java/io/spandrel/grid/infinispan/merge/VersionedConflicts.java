package io.spandrel.grid.infinispan.merge;

import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.infinispan.commons.util.concurrent.CompletionStages;
import org.infinispan.conflict.impl.DefaultConflictManager;
import org.infinispan.remoting.transport.Address;
import org.infinispan.topology.CacheTopology;

/** Has Infinispan settle conflicts by versions, deletes included, instead of by a policy that sees values alone. */
final class VersionedConflicts extends DefaultConflictManager<Object, Object> {

    private final CacheMerge merge;

    VersionedConflicts(CacheMerge merge) {
        this.merge = merge;
    }

    @Override
    public CompletionStage<Void> resolveConflicts(CacheTopology topology, Set<Address> preferred) {
        return merge.everywhere(topology.getTopologyId(), topology.getMembers());
    }

    @Override
    public void resolveConflicts() {
        CompletionStages.join(merge.everywhere());
    }

    @Override
    public void cancelConflictResolution() {
        merge.cancel();
        super.cancelConflictResolution();
    }

    @Override
    public boolean isConflictResolutionInProgress() {
        return merge.running() || super.isConflictResolutionInProgress();
    }
}
