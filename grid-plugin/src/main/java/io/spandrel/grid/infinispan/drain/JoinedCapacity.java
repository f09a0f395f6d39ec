package io.spandrel.grid.infinispan.drain;

import io.spandrel.grid.infinispan.member.HostField;
import java.util.Map;
import org.infinispan.topology.CacheJoinInfo;
import org.infinispan.topology.LocalTopologyManager;
import org.infinispan.topology.LocalTopologyManagerImpl;
import org.jspecify.annotations.Nullable;

/** What this member answers to a new coordinator that asks how much of a cache it is to own. Thread-safe. */
final class JoinedCapacity {

    /*
     * A new coordinator builds its knowledge from what each member says it joined with, and has entries move at once. A member
     * that is being drained would be given segments back, only to hand them over again; so it says what holds now.
     */
    private final HostField<Map<String, ?>> joined = new HostField<>(LocalTopologyManagerImpl.class, "runningCaches");
    private final LocalTopologyManager topologies;

    JoinedCapacity(LocalTopologyManager topologies) {
        this.topologies = topologies;
    }

    /** Nothing happens if the cache does not run here. */
    void set(String cache, float factor) {
        @Nullable Object status = joined.get(topologies).get(cache);
        if (status == null) {
            return;
        }
        HostField<CacheJoinInfo> info = new HostField<>(status.getClass(), "joinInfo");
        CacheJoinInfo before = info.get(status);
        if (before.getCapacityFactor() != factor) {
            info.set(
                    status,
                    new CacheJoinInfo(
                            before.getConsistentHashFactory(),
                            before.getNumSegments(),
                            before.getNumOwners(),
                            before.getTimeout(),
                            before.getCacheMode(),
                            factor,
                            before.getPersistentUUID(),
                            before.getPersistentStateChecksum()));
        }
    }
}
