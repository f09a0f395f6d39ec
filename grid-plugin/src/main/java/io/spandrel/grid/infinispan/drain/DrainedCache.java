package io.spandrel.grid.infinispan.drain;

import io.spandrel.grid.infinispan.handoff.CacheHints;
import java.util.Comparator;
import java.util.List;
import org.infinispan.configuration.cache.CacheMode;
import org.infinispan.configuration.cache.Configuration;
import org.infinispan.container.impl.InternalDataContainer;
import org.infinispan.distribution.DistributionManager;
import org.infinispan.distribution.LocalizedCacheTopology;
import org.infinispan.factories.ComponentRegistry;
import org.infinispan.factories.GlobalComponentRegistry;
import org.infinispan.lifecycle.ComponentStatus;
import org.infinispan.partitionhandling.AvailabilityMode;
import org.infinispan.partitionhandling.impl.PartitionHandlingManager;
import org.infinispan.remoting.transport.Address;
import org.infinispan.topology.CacheTopology;
import org.jspecify.annotations.Nullable;

/** A cache of this member, be it the application's or one of Infinispan's own, as a drain sees it. Thread-safe. */
public final class DrainedCache {

    private final ComponentRegistry components;

    DrainedCache(ComponentRegistry components) {
        this.components = components;
    }

    /** All caches that run on this member, Infinispan's own among them, by name. */
    public static List<DrainedCache> running(GlobalComponentRegistry manager) {
        return manager.getNamedComponentRegistries().stream()
                .map(DrainedCache::new)
                .filter(DrainedCache::running)
                .sorted(Comparator.comparing(DrainedCache::name))
                .toList();
    }

    String name() {
        return components.getCacheName();
    }

    CacheMode mode() {
        return configuration().clustering().cacheMode();
    }

    public boolean running() {
        return components.getStatus() == ComponentStatus.RUNNING;
    }

    /** Whether it has segments that can be handed over; each member of a replicated cache holds all of them anyway. */
    boolean handsOver() {
        return mode().isDistributed();
    }

    /** Copies of an entry that it wants; 1 where each member has its own. */
    int owners() {
        return mode().isDistributed() ? configuration().clustering().hash().numOwners() : 1;
    }

    /** The capacity factor it is configured with. */
    float factor() {
        boolean none =
                components.getGlobalComponentRegistry().getGlobalConfiguration().isZeroCapacityNode();
        return none ? 0 : configuration().clustering().hash().capacityFactor();
    }

    boolean stored() {
        return configuration().persistence().usingStores();
    }

    boolean available() {
        PartitionHandlingManager partitions = components.getComponent(PartitionHandlingManager.class);
        return partitions == null || partitions.getAvailabilityMode() == AvailabilityMode.AVAILABLE;
    }

    /** How many entries are in memory here, expired ones included. */
    long entries() {
        InternalDataContainer<?, ?> container = components.getComponent(InternalDataContainer.class);
        return container == null ? 0 : container.sizeIncludingExpired();
    }

    /** Segments that this member owns, or is about to own, or still has to be written to for. */
    int segments() {
        LocalizedCacheTopology topology = topology();
        return topology == null || !mode().isDistributed() && !mode().isReplicated()
                ? 0
                : topology.getLocalWriteSegmentsCount();
    }

    /** Segments that only this member owns now. */
    int alone() {
        LocalizedCacheTopology topology = topology();
        if (topology == null || segments() == 0) {
            return 0;
        }
        List<Address> self = List.of(topology.getLocalAddress());
        int alone = 0;
        for (int segment = 0; segment < topology.getNumSegments(); segment++) {
            alone += topology.getCurrentCH().locateOwnersForSegment(segment).equals(self) ? 1 : 0;
        }
        return alone;
    }

    /** Other members that hold a replicated cache. */
    int otherHolders() {
        LocalizedCacheTopology topology = topology();
        return topology == null
                ? 0
                : (int) topology.getCurrentCH().locateOwnersForSegment(0).stream()
                        .filter(owner -> !owner.equals(topology.getLocalAddress()))
                        .count();
    }

    /** Whether entries are moving between members. */
    boolean moving() {
        LocalizedCacheTopology topology = topology();
        return topology != null
                && (topology.getPendingCH() != null || topology.getPhase() != CacheTopology.Phase.NO_REBALANCE);
    }

    /** Whether this member owns nothing, and every segment has {@code copies} owners. */
    boolean handedOver(int copies) {
        LocalizedCacheTopology topology = topology();
        if (topology == null || moving() || topology.getLocalWriteSegmentsCount() > 0) {
            return false;
        }
        for (int segment = 0; segment < topology.getNumSegments(); segment++) {
            if (topology.getCurrentCH().locateOwnersForSegment(segment).size() < copies) {
                return false;
            }
        }
        return true;
    }

    /** Hints that this member owes others. */
    long owed() {
        CacheHints hints = components.getComponent(CacheHints.class);
        return hints == null ? 0 : hints.getHintsPending();
    }

    /** How many of those can be paid, as who is owed is there. */
    long payable() {
        CacheHints hints = components.getComponent(CacheHints.class);
        return hints == null ? 0 : hints.payable();
    }

    /** Has them paid now, whatever the interval is. */
    void pay() {
        CacheHints hints = components.getComponent(CacheHints.class);
        if (hints != null) {
            hints.wake();
        }
    }

    private Configuration configuration() {
        return components.getConfiguration();
    }

    private @Nullable LocalizedCacheTopology topology() {
        DistributionManager distribution = components.getDistributionManager();
        return distribution == null ? null : distribution.getCacheTopology();
    }
}
