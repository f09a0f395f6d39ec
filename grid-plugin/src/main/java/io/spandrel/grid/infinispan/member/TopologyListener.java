package io.spandrel.grid.infinispan.member;

import io.spandrel.grid.GridEvent;
import java.util.Collection;
import java.util.stream.Collectors;
import org.infinispan.notifications.Listener;
import org.infinispan.notifications.cachelistener.annotation.DataRehashed;
import org.infinispan.notifications.cachelistener.annotation.PartitionStatusChanged;
import org.infinispan.notifications.cachelistener.annotation.TopologyChanged;
import org.infinispan.notifications.cachelistener.event.DataRehashedEvent;
import org.infinispan.notifications.cachelistener.event.PartitionStatusChangedEvent;
import org.infinispan.notifications.cachelistener.event.TopologyChangedEvent;
import org.infinispan.remoting.transport.Address;

/** Takes note of who owns a cache's segments, and when that changes. Public because Infinispan demands it. */
@Listener
public final class TopologyListener {

    private final String cache;
    private final EventHistory history;
    private final Identities identities;

    TopologyListener(String cache, EventHistory history, Identities identities) {
        this.cache = cache;
        this.history = history;
        this.identities = identities;
    }

    @TopologyChanged
    public void topologyChanged(TopologyChangedEvent<?, ?> event) {
        if (!event.isPre()) {
            history.record(
                    GridEvent.Kind.TOPOLOGY,
                    cache,
                    "topology " + event.getNewTopologyId() + " of "
                            + names(event.getWriteConsistentHashAtEnd().getMembers()));
        }
    }

    @DataRehashed
    public void dataRehashed(DataRehashedEvent<?, ?> event) {
        history.record(
                GridEvent.Kind.REBALANCE,
                cache,
                event.isPre()
                        ? "entries move from " + names(event.getMembersAtStart()) + " to "
                                + names(event.getMembersAtEnd())
                        : "entries have moved to " + names(event.getMembersAtEnd()));
    }

    @PartitionStatusChanged
    public void partitionStatusChanged(PartitionStatusChangedEvent<?, ?> event) {
        if (!event.isPre()) {
            history.record(
                    GridEvent.Kind.AVAILABILITY,
                    cache,
                    "is " + event.getAvailabilityMode().name());
        }
    }

    private String names(Collection<Address> members) {
        return members.stream().map(identities::name).collect(Collectors.joining(", "));
    }
}
