package io.spandrel.grid.infinispan;

import static io.spandrel.grid.infinispan.GridLog.LOG;

import io.spandrel.grid.GridEvent;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.infinispan.partitionhandling.AvailabilityMode;
import org.infinispan.remoting.transport.Address;
import org.infinispan.topology.CacheTopology;
import org.infinispan.topology.ClusterCacheStatus;

/** As the coordinator of the view, has other owners be primary in place of members that do not answer. Thread-safe. */
final class Takeover {

    /*
     * The next topology has the same owners in another order, so nothing moves, and nobody is waited for; it is the ballot by which
     * the others refuse what the former primary still sends (decision 240). It is believed for a while that a member does not
     * answer, and then Infinispan is asked to balance the cache, which gives it its share back. Who is told of two that do not
     * answer each other replaces both: a third one hears them. A change that is under way already goes first.
     */
    static final Duration BELIEVED = Duration.ofSeconds(5);

    private final LocalMember member;
    private final CacheStatuses statuses;
    private final LongSupplier nanoTime;

    /** By cache, until when a member is believed not to answer; guarded by this. */
    private final Map<String, Map<Address, Long>> silent = new HashMap<>();

    private boolean watching;

    Takeover(LocalMember member, CacheStatuses statuses, LongSupplier nanoTime) {
        this.member = member;
        this.statuses = statuses;
        this.nanoTime = nanoTime;
    }

    /** A member has not answered another one: others become primary in these caches, at once and off this thread. */
    void begin(Address suspect, Address accuser, List<String> caches) {
        member.runBlocking(() -> caches.forEach(cache -> replace(cache, suspect, accuser)), Duration.ZERO);
    }

    private synchronized void replace(String cache, Address suspect, Address accuser) {
        Map<Address, Long> of = silent.computeIfAbsent(cache, none -> new HashMap<>());
        of.put(suspect, nanoTime.getAsLong() + BELIEVED.toNanos());
        watch();
        Boolean replaced = statuses.locked(cache, status -> replace(status, of.keySet()));
        if (Boolean.TRUE.equals(replaced)) {
            count(cache);
            String name = member.identities().name(suspect);
            String to = member.identities().name(accuser);
            LOG.primaryReplaced(cache, name, to);
            member.history()
                    .record(
                            GridEvent.Kind.AVAILABILITY,
                            cache,
                            name + " does not answer " + to + ": other owners are primary of its segments");
        }
    }

    private void count(String cache) {
        CacheSide side = member.caches().find(cache);
        CacheRounds rounds = side == null ? null : side.rounds();
        if (rounds != null) {
            rounds.writes().primariesReplaced.increment();
        }
    }

    private static boolean replace(ClusterCacheStatus status, Set<Address> silent) {
        CacheTopology now = status.getCurrentTopology();
        if (now == null
                || now.getPhase() != CacheTopology.Phase.NO_REBALANCE
                || status.isRebalanceInProgress()
                || status.getAvailabilityMode() != AvailabilityMode.AVAILABLE) {
            return false;
        }
        return OtherPrimaries.of(now.getCurrentCH(), silent)
                .map(others -> {
                    CacheTopology next = new CacheTopology(
                            now.getTopologyId() + 1,
                            now.getRebalanceId(),
                            others,
                            null,
                            CacheTopology.Phase.NO_REBALANCE,
                            now.getActualMembers(),
                            now.getMembersPersistentUUIDs());
                    /* The one way that Infinispan has to make a topology known which it has not thought of itself. */
                    status.updateTopologiesAfterMerge(next, status.getStableTopology(), status.getAvailabilityMode());
                    return true;
                })
                .orElse(false);
    }

    private void watch() {
        if (!watching) {
            watching = true;
            member.runBlocking(this::look, BELIEVED.dividedBy(2));
        }
    }

    /** Gives their shares back to those that nobody complains of any more. */
    private synchronized void look() {
        watching = false;
        long now = nanoTime.getAsLong();
        silent.forEach((cache, of) -> {
            of.values().removeIf(until -> until - now <= 0);
            if (of.isEmpty()) {
                statuses.locked(cache, status -> {
                    status.queueRebalance(status.getExpectedMembers());
                    return null;
                });
            }
        });
        silent.values().removeIf(Map::isEmpty);
        if (!silent.isEmpty()) {
            watch();
        }
    }
}
