package io.spandrel.grid.infinispan.view;

import io.spandrel.grid.infinispan.member.HostField;
import io.spandrel.grid.infinispan.member.LocalMember;
import java.time.Duration;
import java.util.concurrent.locks.Lock;
import org.infinispan.factories.GlobalComponentRegistry;
import org.infinispan.topology.ClusterTopologyManager;
import org.infinispan.topology.ClusterTopologyManager.ClusterManagerStatus;
import org.infinispan.topology.ClusterTopologyManagerImpl;
import org.infinispan.util.concurrent.ConditionFuture;

/** Joins that wait at this member because it coordinated the view, and has not heard all of it. Thread-safe. */
public final class WaitingJoins {

    /*
     * If another member coordinates before it has, Infinispan forgets them: it looks at them again only as the coordinator, so
     * the joiner waits until its request runs out, after minutes. Told the view, it answers each that it is of an older one,
     * and the joiner asks the new coordinator at once (decision 250).
     *
     * It turns to the new view when it is done with the last one, which may be a good deal later.
     */
    private static final Duration AGAIN = Duration.ofMillis(100);

    private final HostField<Lock> lock = new HostField<>(ClusterTopologyManagerImpl.class, "updateLock");
    private final HostField<Integer> viewId = new HostField<>(ClusterTopologyManagerImpl.class, "viewId");
    private final HostField<ConditionFuture<ClusterTopologyManager>> joins =
            new HostField<>(ClusterTopologyManagerImpl.class, "joinViewFuture");

    private final LocalMember member;
    private final GlobalComponentRegistry components;

    public WaitingJoins(LocalMember member, GlobalComponentRegistry components) {
        this.member = member;
        this.components = components;
    }

    /** This member coordinates no more: has those that wait ask the coordinator that there is now. Returns at once. */
    void redirect() {
        member.runBlocking(this::look, AGAIN);
    }

    private void look() {
        ClusterTopologyManager topologies = components.getClusterTopologyManager();
        switch (topologies.getStatus()) {
            case REGULAR_MEMBER -> {
                tellView(topologies);
                joins.get(topologies).update(topologies);
            }
            case COORDINATOR, RECOVERING_CLUSTER -> {
                if (!member.peers().coordinates()) {
                    redirect();
                }
            }
            case INITIALIZING, STOPPING -> {}
        }
    }

    private void tellView(ClusterTopologyManager topologies) {
        Lock guard = lock.get(topologies);
        guard.lock();
        try {
            int current = (int) member.peers().viewId();
            if (topologies.getStatus() == ClusterManagerStatus.REGULAR_MEMBER
                    && !member.peers().coordinates()
                    && viewId.get(topologies) < current) {
                viewId.set(topologies, current);
            }
        } finally {
            guard.unlock();
        }
    }
}
