package io.spandrel.grid.infinispan.eviction;

import java.util.concurrent.CompletionStage;
import org.infinispan.notifications.Listener;
import org.infinispan.notifications.cachelistener.annotation.TopologyChanged;
import org.infinispan.notifications.cachelistener.event.TopologyChangedEvent;

/** Tells coordinated eviction of changes of owners, which wait until it is ready. Public because Infinispan demands it. */
@Listener
public final class CoordinationListener {

    private final CacheCoordination coordination;

    CoordinationListener(CacheCoordination coordination) {
        this.coordination = coordination;
    }

    @TopologyChanged
    public CompletionStage<Void> topologyChanged(TopologyChangedEvent<?, ?> event) {
        return event.isPre()
                ? coordination.ownersChange(event.getWriteConsistentHashAtEnd())
                : coordination.ownersChanged();
    }
}
