package io.spandrel.grid.infinispan.drain;

import io.spandrel.grid.infinispan.member.HostField;
import io.spandrel.grid.infinispan.takeover.CacheStatuses;
import java.util.HashMap;
import java.util.Map;
import org.infinispan.distribution.ch.ConsistentHash;
import org.infinispan.remoting.transport.Address;
import org.infinispan.topology.CacheTopology;
import org.infinispan.topology.ClusterCacheStatus;
import org.jspecify.annotations.Nullable;

/** How much of each cache every member is to own, as the coordinator of the view has it. Thread-safe. */
public final class CapacityFactors {

    /*
     * Infinispan takes a member's capacity factor when the member joins, and offers no way to tell it another one; what its
     * rebalancing does once the factor is another one is all that a drain needs. So the factor is set where the coordinator
     * keeps it, under the lock that guards it there (decision 0160).
     */
    private final HostField<Map<Address, Float>> factors = new HostField<>(ClusterCacheStatus.class, "capacityFactors");

    private final CacheStatuses statuses;

    public CapacityFactors(CacheStatuses statuses) {
        this.statuses = statuses;
    }

    /**
     * How a member stands; null: nothing is known of it, because this is not the coordinator, has only just become it, or the
     * member has not joined the cache.
     */
    @Nullable
    Standing standing(String cache, Address member) {
        return statuses.locked(cache, status -> standing(status, member));
    }

    /**
     * Gives a member another factor, and has entries move accordingly; leaves it as it is if fewer than
     * {@code othersAtLeast} other members would own anything.
     *
     * @return how it stands now; null as in {@link #standing}
     */
    @Nullable
    Standing set(String cache, Address member, float factor, int othersAtLeast) {
        return statuses.locked(cache, status -> {
            Standing before = standing(status, member);
            if (before == null || before.others() < othersAtLeast) {
                return before;
            }
            if (before.factor() != factor) {
                Map<Address, Float> changed = new HashMap<>(status.getCapacityFactors());
                changed.put(member, factor);
                factors.set(status, Map.copyOf(changed));
                status.queueRebalance(status.getExpectedMembers());
            } else if (factor == 0 && owns(status.getCurrentTopology(), member) && !status.isRebalanceInProgress()) {
                status.queueRebalance(status.getExpectedMembers());
            }
            return standing(status, member);
        });
    }

    private static boolean owns(CacheTopology topology, Address member) {
        ConsistentHash current = topology.getCurrentCH();
        return current.getMembers().contains(member)
                && !current.getSegmentsForOwner(member).isEmpty();
    }

    private static @Nullable Standing standing(ClusterCacheStatus status, Address member) {
        Map<Address, Float> known = status.getCapacityFactors();
        if (status.getCurrentTopology() == null || !status.getExpectedMembers().contains(member)) {
            return null;
        }
        int others = (int) status.getExpectedMembers().stream()
                .filter(other -> !other.equals(member) && known.getOrDefault(other, 0f) > 0)
                .count();
        return new Standing(known.getOrDefault(member, 0f), others, status.isRebalanceEnabled());
    }

    /**
     * @param factor the member's own factor
     * @param others how many other members own, or are about to own, anything
     * @param rebalancing whether entries are allowed to move
     */
    record Standing(float factor, int others, boolean rebalancing) {}
}
