package io.spandrel.grid.infinispan.takeover;

import static io.spandrel.grid.infinispan.member.GridLog.LOG;

import io.spandrel.grid.GridEvent;
import io.spandrel.grid.infinispan.consistency.CacheRounds;
import io.spandrel.grid.infinispan.member.LocalMember;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.infinispan.distribution.ch.ConsistentHash;
import org.infinispan.partitionhandling.AvailabilityMode;
import org.infinispan.remoting.transport.Address;
import org.infinispan.topology.CacheTopology;
import org.infinispan.topology.ClusterCacheStatus;

/** As the coordinator of the view, has other owners be primary in place of members that do not answer. Thread-safe. */
public final class Takeover {

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

    public Takeover(LocalMember member, CacheStatuses statuses, LongSupplier nanoTime) {
        this.member = member;
        this.statuses = statuses;
        this.nanoTime = nanoTime;
    }

    /** A member has not answered another one: others become primary in these caches, at once and off this thread. */
    void begin(Address suspect, Address accuser, List<String> caches) {
        member.runBlocking(() -> caches.forEach(cache -> replace(cache, suspect, accuser)), Duration.ZERO);
    }

    private synchronized void replace(String cache, Address suspect, Address accuser) {
        Map<Address, Long> of = believe(cache, suspect);
        Boolean replaced = statuses.locked(cache, status -> replace(status, of.keySet()));
        if (Boolean.TRUE.equals(replaced)) {
            record(cache, suspect, accuser);
        }
    }

    /** Tells that others have become primary in place of a member. */
    void record(String cache, Address suspect, Address accuser) {
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

    private void count(String cache) {
        CacheRounds rounds = member.caches().find(cache, CacheRounds.class);
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
                    makeKnown(status, successor(now, now.getTopologyId() + 1, others));
                    return true;
                })
                .orElse(false);
    }

    /** The same topology with other primaries. */
    static CacheTopology successor(CacheTopology now, int number, ConsistentHash others) {
        return new CacheTopology(
                number,
                now.getRebalanceId(),
                others,
                null,
                CacheTopology.Phase.NO_REBALANCE,
                now.getActualMembers(),
                now.getMembersPersistentUUIDs());
    }

    /* The one way that Infinispan has to make a topology known which it has not thought of itself. */
    private static void makeKnown(ClusterCacheStatus status, CacheTopology next) {
        status.updateTopologiesAfterMerge(next, status.getStableTopology(), status.getAvailabilityMode());
    }

    /**
     * Goes on from what a deputy has made known while this member, the coordinator, did not answer. A rebalance that began meanwhile
     * is dropped: the others have taken no notice of it.
     */
    synchronized void goOnFrom(String cache, CacheTopology deputys) {
        statuses.locked(cache, status -> {
            if (status.getCurrentTopology().getTopologyId() < deputys.getTopologyId()) {
                statuses.dropRebalance(status);
                makeKnown(
                        status,
                        successor(deputys, DeputyNumbers.after(deputys.getTopologyId()), deputys.getCurrentCH()));
                believe(cache, member.peers().self());
            }
            return null;
        });
    }

    private Map<Address, Long> believe(String cache, Address suspect) {
        Map<Address, Long> of = silent.computeIfAbsent(cache, none -> new HashMap<>());
        of.put(suspect, nanoTime.getAsLong() + BELIEVED.toNanos());
        watch();
        return of;
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
