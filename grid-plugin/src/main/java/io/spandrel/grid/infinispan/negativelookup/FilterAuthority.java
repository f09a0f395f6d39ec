package io.spandrel.grid.infinispan.negativelookup;

import io.spandrel.grid.negativelookup.SegmentFilters;
import java.util.HashSet;
import java.util.Set;
import org.infinispan.distribution.ch.ConsistentHash;
import org.infinispan.notifications.Listener;
import org.infinispan.notifications.cachelistener.annotation.PartitionStatusChanged;
import org.infinispan.notifications.cachelistener.annotation.TopologyChanged;
import org.infinispan.notifications.cachelistener.event.PartitionStatusChangedEvent;
import org.infinispan.notifications.cachelistener.event.TopologyChangedEvent;
import org.infinispan.partitionhandling.AvailabilityMode;
import org.infinispan.remoting.transport.Address;

/**
 * Tells the filters of which segments this member has everything: of those it may answer reads for, as long as the cache
 * is available. Public because Infinispan demands it.
 */
@Listener
public final class FilterAuthority {

    /*
     * Infinispan makes a member a read owner of a segment only when all of the segment has arrived there, and no longer
     * than it is kept there. What goes is taken back before the topology is installed, what comes is given afterwards.
     */
    private final SegmentFilters filters;
    private final Address self;
    private Set<Integer> readable = Set.of();
    private boolean available = true;

    FilterAuthority(SegmentFilters filters, Address self) {
        this.filters = filters;
        this.self = self;
    }

    @TopologyChanged
    public synchronized void topologyChanged(TopologyChangedEvent<?, ?> event) {
        Set<Integer> next = owned(event.getReadConsistentHashAtEnd());
        if (event.isPre()) {
            Set<Integer> kept = new HashSet<>(readable);
            kept.retainAll(next);
            readable.stream()
                    .filter(segment -> !kept.contains(segment))
                    .forEach(segment -> filters.authoritative(segment, false));
            readable = kept;
        } else {
            readable = next;
            tell();
        }
    }

    @PartitionStatusChanged
    public synchronized void partitionStatusChanged(PartitionStatusChangedEvent<?, ?> event) {
        boolean degraded = event.getAvailabilityMode() == AvailabilityMode.DEGRADED_MODE;
        if (event.isPre() == degraded) {
            available = !degraded;
            tell();
        }
    }

    private void tell() {
        for (int segment : readable) {
            filters.authoritative(segment, available);
        }
    }

    private Set<Integer> owned(ConsistentHash hash) {
        return hash.getMembers().contains(self) ? hash.getSegmentsForOwner(self) : Set.of();
    }
}
