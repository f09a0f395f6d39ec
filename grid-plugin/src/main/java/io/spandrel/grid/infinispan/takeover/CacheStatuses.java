package io.spandrel.grid.infinispan.takeover;

import io.spandrel.grid.infinispan.member.HostField;
import java.util.Map;
import java.util.concurrent.locks.Lock;
import java.util.function.Function;
import org.infinispan.factories.GlobalComponentRegistry;
import org.infinispan.topology.ClusterCacheStatus;
import org.infinispan.topology.ClusterTopologyManager;
import org.infinispan.topology.ClusterTopologyManagerImpl;
import org.jspecify.annotations.Nullable;

/** How each cache stands for the coordinator of the view, and the way to change it. Thread-safe. */
public final class CacheStatuses {

    /* Infinispan hands them out to nobody; each is guarded by a lock of its own, under which the coordinator changes it too. */
    private final HostField<Map<String, ClusterCacheStatus>> statuses =
            new HostField<>(ClusterTopologyManagerImpl.class, "cacheStatusMap");
    private final HostField<Lock> lock = new HostField<>(ClusterCacheStatus.class, "lock");

    private final HostField<Object> confirmations =
            new HostField<>(ClusterCacheStatus.class, "rebalanceConfirmationCollector");
    private final HostField<Boolean> inProgress = new HostField<>(ClusterCacheStatus.class, "rebalanceInProgress");

    private final GlobalComponentRegistry components;

    public CacheStatuses(GlobalComponentRegistry components) {
        this.components = components;
    }

    /** What {@code work} makes of a cache, which nobody changes meanwhile; null: this is not the coordinator, or knows no such cache. */
    public <T> @Nullable T locked(String cache, Function<ClusterCacheStatus, @Nullable T> work) {
        ClusterTopologyManager coordinator = components.getClusterTopologyManager();
        if (coordinator == null || coordinator.getStatus() != ClusterTopologyManager.ClusterManagerStatus.COORDINATOR) {
            return null;
        }
        ClusterCacheStatus status = statuses.get(coordinator).get(cache);
        if (status == null) {
            return null;
        }
        Lock guard = lock.get(status);
        guard.lock();
        try {
            return work.apply(status);
        } finally {
            guard.unlock();
        }
    }

    /** Waits no longer for confirmations of a rebalance; called by what is {@linkplain #locked locked}. */
    void dropRebalance(ClusterCacheStatus status) {
        confirmations.set(status, null);
        inProgress.set(status, false);
    }
}
