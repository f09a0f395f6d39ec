package io.spandrel.grid.infinispan.consistency;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.infinispan.commons.CacheException;
import org.infinispan.distribution.DistributionManager;
import org.infinispan.distribution.LocalizedCacheTopology;
import org.infinispan.factories.annotations.Inject;
import org.infinispan.factories.scopes.Scope;
import org.infinispan.factories.scopes.Scopes;
import org.infinispan.notifications.Listener;
import org.infinispan.notifications.cachelistener.annotation.TopologyChanged;
import org.infinispan.notifications.cachelistener.event.TopologyChangedEvent;
import org.infinispan.partitionhandling.AvailabilityMode;
import org.infinispan.partitionhandling.impl.PartitionHandlingManager;
import org.infinispan.topology.CacheTopology;
import org.infinispan.topology.LocalTopologyManager;

/**
 * Has a cache that begins to run here wait until it has received its share, as Infinispan does with
 * {@code await-initial-transfer}: it answers reads of such replicated caches past their interceptors, so those that read from
 * several owners do without. Public because Infinispan demands it.
 */
@Listener
@Scope(Scopes.NAMED_CACHE)
public final class InitialTransfer {

    private final String cache;
    private final long timeoutMillis;
    private final CompletableFuture<Void> complete = new CompletableFuture<>();

    @Inject
    DistributionManager distribution;

    @Inject
    LocalTopologyManager topologies;

    @Inject
    PartitionHandlingManager partitions;

    @SuppressWarnings("NullAway.Init")
    public InitialTransfer(String cache, long timeoutMillis) {
        this.cache = cache;
        this.timeoutMillis = timeoutMillis;
    }

    @TopologyChanged
    public void topologyChanged(TopologyChangedEvent<?, ?> event) {
        LocalizedCacheTopology topology = distribution.getCacheTopology();
        if (!event.isPre()
                && topology.getPhase() == CacheTopology.Phase.NO_REBALANCE
                && topology.getReadConsistentHash().getMembers().contains(topology.getLocalAddress())) {
            complete.complete(null);
        }
    }

    /** Waits for as long as a state transfer may take; not where none is to be expected. */
    public void await() {
        try {
            if (topologies.isCacheRebalancingEnabled(cache)
                    && partitions.getAvailabilityMode() == AvailabilityMode.AVAILABLE) {
                complete.get(timeoutMillis, TimeUnit.MILLISECONDS);
            }
        } catch (TimeoutException e) {
            throw new CacheException(
                    "Cache '" + cache + "' has not received its share within " + timeoutMillis + "ms", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CacheException(e);
        } catch (RuntimeException e) {
            throw e;
        } catch (ExecutionException e) {
            throw new IllegalStateException(this.toString(), e);
        } catch (Exception e) {
            throw new CacheException(e);
        }
    }

    /** Lets whoever waits go on, as the cache stops. */
    public void stopped() {
        complete.complete(null);
    }
}
