package io.spandrel.it.drain;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.infinispan.Cache;
import org.infinispan.distribution.ch.ConsistentHash;
import org.infinispan.notifications.Listener;
import org.infinispan.notifications.cachelistener.annotation.TopologyChanged;
import org.infinispan.notifications.cachelistener.event.TopologyChangedEvent;
import org.infinispan.remoting.transport.Address;

/** The segments of which a member is an owner, in all topologies that it sees from now on. Public because Infinispan demands it. */
@Listener
public final class OwnedSegments {

    private final Address self;
    private final Queue<Set<Integer>> seen = new ConcurrentLinkedQueue<>();

    private OwnedSegments(Address self) {
        this.self = self;
    }

    static OwnedSegments watch(Cache<?, ?> cache) {
        OwnedSegments watching =
                new OwnedSegments(cache.getAdvancedCache().getRpcManager().getAddress());
        cache.addListener(watching);
        return watching;
    }

    @TopologyChanged
    public void topologyChanged(TopologyChangedEvent<?, ?> event) {
        if (!event.isPre()) {
            ConsistentHash hash = event.getWriteConsistentHashAtEnd();
            seen.add(new HashSet<>(IntStream.range(0, hash.getNumSegments())
                    .filter(segment -> hash.locateOwnersForSegment(segment).contains(self))
                    .boxed()
                    .toList()));
        }
    }

    /** Waits until the first topology of a drain is there. */
    void awaitHandingOver() {
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(1))
                .until(() -> !seen.isEmpty());
    }

    /** Segments that it owned in a topology, but not in the one before. */
    List<Integer> givenBack() {
        Set<Integer> givenBack = new HashSet<>();
        Set<Integer> before = null;
        for (Set<Integer> owned : seen) {
            Set<Integer> gained = new HashSet<>(owned);
            if (before != null) {
                gained.removeAll(before);
                givenBack.addAll(gained);
            }
            before = owned;
        }
        return List.copyOf(givenBack);
    }
}
