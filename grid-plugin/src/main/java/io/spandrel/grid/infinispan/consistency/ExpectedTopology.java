package io.spandrel.grid.infinispan.consistency;

import io.spandrel.grid.consistency.ExpectedOwners;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.Collectors;
import org.infinispan.distribution.DistributionManager;
import org.infinispan.distribution.LocalizedCacheTopology;
import org.infinispan.distribution.ch.ConsistentHash;
import org.infinispan.factories.annotations.Inject;
import org.infinispan.factories.scopes.Scope;
import org.infinispan.factories.scopes.Scopes;
import org.infinispan.notifications.Listener;
import org.infinispan.notifications.cachelistener.annotation.TopologyChanged;
import org.infinispan.notifications.cachelistener.event.TopologyChangedEvent;
import org.infinispan.remoting.rpc.RpcManager;
import org.infinispan.remoting.transport.Address;
import org.infinispan.topology.CacheTopology;
import org.infinispan.topology.LocalTopologyManager;
import org.jspecify.annotations.Nullable;

/**
 * Which owners the rounds of a cache are counted against. Thread-safe. Public because Infinispan demands it.
 *
 * @see ExpectedOwners
 */
@Listener
@Scope(Scopes.NAMED_CACHE)
public final class ExpectedTopology implements BaselineInquiry.Asker {

    /*
     * They are those of the last stable topology. Infinispan calls a topology stable too when a member was cut off, and all that
     * it still sees have rebalanced among themselves. So the next stable topology counts only if it has more than half of
     * the members of the one before. Not counted there is who left in good order, while it could still be seen, and who has come
     * back under the same name: what that was before has ended. A member that was cut off keeps what it has, and finds no majority.
     *
     * When a rebalance is over, those that are owners no more drop the segment, and only then the stable topology is announced. In
     * between the owners it will have are taken: an owner that the stable topology does not have tells that moment, because only
     * a rebalance makes owners. Only while two sides merge a segment is owned by all that owned it on either side.
     *
     * Whoever joins has no topology of before to compare with. Infinispan tells it what those call stable that are there, even if
     * they are cut off from most. So it counts as they do, and refuses majorities until it has heard from them how that is. The same
     * goes for one that found nobody when it started, and merges: it may have been a member before.
     */

    /** How often it is looked whether the owners have settled, when without that something would be refused. */
    static final Duration LOOK_AGAIN = Duration.ofMillis(20);

    private final String cache;
    private final BaselineInquiry inquiry;

    /** Members' names; guarded by this, like who is known to be gone, and the topology that counts. */
    private final Map<Address, String> names = new HashMap<>();

    private final Set<Address> left = new HashSet<>();
    private @Nullable CacheTopology counted;
    private volatile @Nullable Snapshot snapshot;

    @Inject
    DistributionManager distribution;

    @Inject
    LocalTopologyManager topologies;

    @Inject
    RpcManager rpc;

    @SuppressWarnings("NullAway.Init")
    public ExpectedTopology(String cache, BaselineInquiry inquiry) {
        this.cache = cache;
        this.inquiry = inquiry;
    }

    /* Whether somebody has left in good order can be seen only for a moment: the view forgets them soon. */
    @TopologyChanged
    public void topologyChanged(TopologyChangedEvent<?, ?> event) {
        if (!event.isPre()) {
            now();
        }
    }

    /** The expected owners of a segment, whether they can be reached or not. */
    public ExpectedOwners<Address> owners(int segment) {
        return now().owners(segment);
    }

    /** Those who own a segment now, whoever else is expected. */
    ExpectedOwners<Address> present(int segment) {
        return ExpectedOwners.of(
                distribution.getCacheTopology().getSegmentDistribution(segment).writeOwners());
    }

    /** Whether the owners in this topology are about to become the expected ones, so that waiting for it makes sense. */
    boolean settling() {
        Snapshot now = now();
        return !now.known || (now.current.getTopologyId() != now.stable.getTopologyId() && now.successor);
    }

    /** Which members stand in the way of a majority, and why; nobody if it depends on the owners of a segment. */
    public Map<Address, String> obstacles() {
        Snapshot now = now();
        return now.known
                ? now.others.stream()
                        .collect(Collectors.toMap(
                                other -> other, other -> "cannot be reached, like more than half of the members"))
                : peers().stream()
                        .collect(Collectors.toMap(
                                peer -> peer, peer -> "has not told this member yet which owners count"));
    }

    /** Who counts in majorities, with the name by which the transport knows it; nobody while that is not known. */
    public Map<Address, String> counted() {
        Baseline baseline = baseline();
        return baseline == null
                ? Map.of()
                : baseline.hash().getMembers().stream()
                        .filter(member -> !baseline.left().contains(member))
                        .collect(Collectors.toMap(
                                member -> member, member -> baseline.names().getOrDefault(member, member.toString())));
    }

    /** The other members of the cache, from whom this one hears whom to count. */
    @Override
    public List<Address> peers() {
        LocalizedCacheTopology current = distribution.getCacheTopology();
        return current.getMembers().stream()
                .filter(member -> !member.equals(current.getLocalAddress()))
                .toList();
    }

    /** What this member tells one that joins. */
    BaselineCommand.Reply reply() {
        return inquiry.reply(baseline());
    }

    /** Waits until it is known whom to count, for a while. */
    public void await() {
        now();
        inquiry.await();
    }

    private @Nullable Baseline baseline() {
        now();
        synchronized (this) {
            return counted == null
                    ? null
                    : new Baseline(
                            counted.getTopologyId(), counted.getCurrentCH(), Map.copyOf(names), Set.copyOf(left));
        }
    }

    /** How often others were asked again whom to count, because not all had answered. */
    long inquiriesRepeated() {
        return inquiry.repeated();
    }

    /** Counts as another member does; nothing changes if this one knows already whom to count. */
    @Override
    public synchronized void inherit(Baseline baseline) {
        if (counted == null) {
            names.putAll(baseline.names());
            left.addAll(baseline.left());
            counted = baseline.topology();
            snapshot = null;
        }
    }

    /** Nobody knows better: it is the last stable topology that counts. */
    @Override
    public synchronized void found() {
        if (counted == null) {
            CacheTopology offered = topologies.getStableCacheTopology(cache);
            counted = offered == null ? distribution.getCacheTopology() : offered;
            snapshot = null;
        }
    }

    private Snapshot now() {
        Snapshot last = snapshot;
        CacheTopology stable = topologies.getStableCacheTopology(cache);
        LocalizedCacheTopology current = distribution.getCacheTopology();
        return last != null && last.offered == stable && last.current == current ? last : refresh(stable, current);
    }

    private synchronized Snapshot refresh(@Nullable CacheTopology offered, LocalizedCacheTopology current) {
        Snapshot last = snapshot;
        List<Address> alone = List.of(current.getLocalAddress());
        boolean joins = current.isConnected() && (last == null || !last.current.isConnected());
        boolean merges = merging(current) && last != null && !merging(last.current);
        if (joins && counted == null && current.getMembers().equals(alone)) {
            counted = current;
        } else if (joins && counted == null
                || merges && counted != null && counted.getMembers().equals(alone)) {
            counted = null;
            inquiry.begin(this);
        } else if (counted == null) {
            inquiry.hurry();
        }
        CacheTopology stable = counted == null ? current : counted;
        if (counted != null) {
            goneForGood(
                    stable.getMembers(), last == null ? List.of() : last.current.getMembers(), current.getMembers());
            if (offered != null && follows(stable.getMembers(), offered.getMembers())) {
                stable = offered;
                counted = offered;
            }
            left.retainAll(stable.getMembers());
        }
        current.getMembers().forEach(member -> names.computeIfAbsent(member, Address::toString));
        Snapshot next = new Snapshot(
                offered,
                stable,
                current,
                counted != null || !current.isConnected(),
                Set.copyOf(left),
                follows(stable.getMembers(), current.getMembers()),
                others(stable.getMembers(), current.getMembers()));
        snapshot = next;
        return next;
    }

    /** Notes who leaves the cache while it is in the view, and who has come back under its name. */
    private void goneForGood(List<Address> expected, List<Address> before, List<Address> members) {
        List<Address> view = rpc.getTransport().getMembers();
        Set<String> present = members.stream().map(Address::toString).collect(Collectors.toSet());
        before.stream().filter(view::contains).forEach(left::add);
        expected.stream()
                .filter(member -> !view.contains(member) && present.contains(names.get(member)))
                .forEach(left::add);
        members.forEach(left::remove);
        names.keySet().retainAll(expected);
    }

    private boolean follows(List<Address> before, List<Address> after) {
        Set<Address> expected = expected(before);
        int all = expected.size();
        expected.retainAll(after);
        return all == 0 || expected.size() > all / 2;
    }

    /** Those who are not seen any more, if they are enough to have a next stable topology without those who are. */
    private Set<Address> others(List<Address> before, List<Address> after) {
        Set<Address> expected = expected(before);
        int all = expected.size();
        expected.removeAll(after);
        return expected.size() > all / 2 ? Set.copyOf(expected) : Set.of();
    }

    private Set<Address> expected(List<Address> members) {
        Set<Address> expected = new HashSet<>(members);
        expected.removeAll(left);
        return expected;
    }

    /**
     * The expected owners of a segment.
     *
     * <p>While two sides merge the owners of both are there. That they are all asked makes up for those that are expected and are
     * not there, as far as this side can be the majority.
     *
     * @param expected those of the stable topology that have not left for good
     * @param successor whether the current topology can become the stable one
     */
    public static ExpectedOwners<Address> owners(
            Set<Address> expected, CacheTopology current, boolean successor, int segment) {
        ConsistentHash pending = current.getPendingCH();
        Set<Address> next = new LinkedHashSet<>(
                (pending == null ? current.getCurrentCH() : pending).locateOwnersForSegment(segment));
        if (merging(current)) {
            return ExpectedOwners.of(successor || expected.isEmpty() ? next : expected)
                    .mergingInto(next);
        }
        boolean rebalanced = pending == null && successor && !expected.containsAll(next);
        if (expected.isEmpty() || rebalanced) {
            return ExpectedOwners.of(next);
        }
        ExpectedOwners<Address> owners = ExpectedOwners.of(expected);
        return next.isEmpty() || next.equals(expected) ? owners : owners.movingTo(next);
    }

    private static boolean merging(CacheTopology topology) {
        return topology.getPhase() == CacheTopology.Phase.CONFLICT_RESOLUTION;
    }

    /** The owners between two changes of the topology; those of a segment are found when they are first asked for. */
    private static final class Snapshot {

        private final @Nullable CacheTopology offered;
        private final CacheTopology stable;
        private final LocalizedCacheTopology current;
        private final boolean known;
        private final Set<Address> left;
        private final boolean successor;
        private final Set<Address> others;
        private final AtomicReferenceArray<@Nullable ExpectedOwners<Address>> bySegment;

        Snapshot(
                @Nullable CacheTopology offered,
                CacheTopology stable,
                LocalizedCacheTopology current,
                boolean known,
                Set<Address> left,
                boolean successor,
                Set<Address> others) {
            this.offered = offered;
            this.stable = stable;
            this.current = current;
            this.known = known;
            this.left = left;
            this.successor = successor;
            this.others = others;
            this.bySegment = new AtomicReferenceArray<>(current.getNumSegments());
        }

        public ExpectedOwners<Address> owners(int segment) {
            ExpectedOwners<Address> owners = bySegment.get(segment);
            if (owners == null) {
                Set<Address> expected =
                        new LinkedHashSet<>(stable.getCurrentCH().locateOwnersForSegment(segment));
                expected.removeAll(left);
                ExpectedOwners<Address> seen = ExpectedTopology.owners(expected, current, successor, segment);
                owners = known && others.isEmpty() ? seen : seen.seenByFew();
                bySegment.set(segment, owners);
            }
            return owners;
        }
    }
}
