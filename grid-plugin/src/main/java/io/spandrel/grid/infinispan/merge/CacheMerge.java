package io.spandrel.grid.infinispan.merge;

import static io.spandrel.grid.infinispan.member.GridLog.LOG;

import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Single;
import io.spandrel.grid.GridEvent;
import io.spandrel.grid.GridView;
import io.spandrel.grid.consistency.Digest;
import io.spandrel.grid.consistency.OwnersComparison;
import io.spandrel.grid.infinispan.consistency.CacheVersions;
import io.spandrel.grid.infinispan.consistency.KeySettling;
import io.spandrel.grid.infinispan.consistency.SegmentVersions;
import io.spandrel.grid.infinispan.consistency.SegmentVersionsCommand;
import io.spandrel.grid.infinispan.member.Answer;
import io.spandrel.grid.infinispan.member.KeyBytes;
import io.spandrel.grid.infinispan.member.LocalMember;
import io.spandrel.grid.infinispan.view.ViewLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.infinispan.commons.CacheException;
import org.infinispan.commons.util.concurrent.CompletableFutures;
import org.infinispan.configuration.cache.ClusteringConfiguration;
import org.infinispan.distribution.DistributionManager;
import org.infinispan.distribution.LocalizedCacheTopology;
import org.infinispan.factories.annotations.Inject;
import org.infinispan.factories.scopes.Scope;
import org.infinispan.factories.scopes.Scopes;
import org.infinispan.remoting.transport.Address;
import org.infinispan.remoting.transport.jgroups.SuspectException;
import org.infinispan.statetransfer.StateTransferLock;

/**
 * Makes the owners of all keys of a cache agree after a partition has healed: the newest version of each key stays, be it a
 * value or a delete. Thread-safe. Public because Infinispan demands it.
 */
@Scope(Scopes.NAMED_CACHE)
public final class CacheMerge {

    /*
     * Infinispan's coordinator installs a topology in which a segment is owned by all that owned it on either side, and goes
     * on to the next one only when it is told that conflicts are resolved: until then nobody drops anything. Deletes have come
     * to all owners by then (DeletesTransfer). The primaries compare what the owners of their segments hold; a key about which
     * owners differ is settled under its lock, as for a read that finds them so, so writes go on meanwhile.
     *
     * Infinispan resolves conflicts anew in the next topology if a member is lost on the way, but only after a failure that
     * says so; any other failure makes it go on as if all were resolved. A key that has a slow owner is not settled at once.
     */
    private static final int ATTEMPTS = 8;

    private static final int SEGMENTS_AT_ONCE = 8;
    private static final int KEYS_AT_ONCE = 64;

    private final LocalMember member;
    private final String cache;
    private final CacheVersions versions;
    private final KeyBytes keyBytes;
    private final Duration ofSegment;
    private final Duration ofAll;

    /** The last one that was begun. */
    private volatile CompletableFuture<Void> current = CompletableFuture.completedFuture(null);

    @Inject
    DistributionManager distribution;

    @Inject
    StateTransferLock topologies;

    @Inject
    SegmentVersions contents;

    @Inject
    KeySettling settling;

    @Inject
    CacheConflicts conflicts;

    @SuppressWarnings("NullAway.Init")
    CacheMerge(
            LocalMember member,
            String cache,
            CacheVersions versions,
            KeyBytes keyBytes,
            ClusteringConfiguration clustering) {
        this.member = member;
        this.cache = cache;
        this.versions = versions;
        this.keyBytes = keyBytes;
        this.ofSegment = Duration.ofMillis(clustering.remoteTimeout());
        this.ofAll = Duration.ofMillis(clustering.stateTransfer().timeout());
    }

    /** Makes all owners in the topology of this moment agree, without a partition. */
    CompletionStage<Void> everywhere() {
        LocalizedCacheTopology topology = distribution.getCacheTopology();
        return everywhere(topology.getTopologyId(), topology.getMembers());
    }

    /**
     * Has the primaries in a topology make all owners agree. Completes when they have tried; fails if one of them is lost, if
     * it is cancelled, or begun again for another topology.
     */
    CompletionStage<Void> everywhere(int topologyId, List<Address> members) {
        CompletableFuture<Void> mine = new CompletableFuture<>();
        begin(mine).completeExceptionally(lost("members have changed"));
        attempt(topologyId, members, mine, 1, MergeCommand.Reply.NOTHING, System.nanoTime())
                .whenComplete((done, failure) -> {
                    if (failure == null) {
                        mine.complete(null);
                    } else {
                        mine.completeExceptionally(CompletableFutures.asCompletionException(failure));
                    }
                });
        return mine;
    }

    private synchronized CompletableFuture<Void> begin(CompletableFuture<Void> mine) {
        CompletableFuture<Void> last = current;
        current = mine;
        return last;
    }

    boolean running() {
        return !current.isDone();
    }

    void cancel() {
        current.completeExceptionally(new CancellationException());
    }

    /* A later attempt only meets the keys that the one before has left. */
    private CompletionStage<Void> attempt(
            int topologyId,
            List<Address> members,
            CompletableFuture<Void> mine,
            int nth,
            MergeCommand.Reply before,
            long begun) {
        MergeCommand command = new MergeCommand(cache, topologyId);
        Address self = member.peers().self();
        List<Address> others = members.stream().filter(one -> !one.equals(self)).toList();
        return member.peers()
                .ask(others, command, MergeCommand.Reply.class, ofAll)
                .thenCombine(here(topologyId), this::all)
                .thenCompose(reply -> {
                    if (mine.isDone()) {
                        return mine;
                    }
                    MergeCommand.Reply outcome = new MergeCommand.Reply(
                            Math.max(before.differing(), reply.differing()),
                            reply.unsettled(),
                            reply.failure(),
                            before.conflicts() + reply.conflicts(),
                            reply.segments());
                    if (reply.failure() != null && nth < ATTEMPTS) {
                        return attempt(topologyId, members, mine, nth + 1, outcome, begun);
                    }
                    tell(outcome, begun);
                    return CompletableFutures.completedNull();
                });
    }

    private MergeCommand.Reply all(Map<Address, Answer<MergeCommand.Reply>> answers, MergeCommand.Reply here) {
        MergeCommand.Reply all = here;
        for (Map.Entry<Address, Answer<MergeCommand.Reply>> answer : answers.entrySet()) {
            String name = member.identities().name(answer.getKey());
            MergeCommand.Reply reply = answer.getValue().value();
            String failure = answer.getValue().failure();
            if (reply == null && failure == null) {
                throw lost("member '" + name + "' has left");
            }
            all = all.and(reply == null ? MergeCommand.Reply.failed("member '" + name + "' " + failure) : reply);
        }
        return all;
    }

    private static CompletionException lost(String what) {
        return new CompletionException(new SuspectException(what));
    }

    private void tell(MergeCommand.Reply outcome, long begun) {
        if (outcome.failure() == null) {
            LOG.merged(cache, outcome.differing(), outcome.conflicts());
        } else {
            LOG.notMerged(cache, outcome.differing(), outcome.unsettled(), outcome.failure());
        }
        member.component(ViewLog.class)
                .settled(new GridView.Settlement(
                        cache,
                        TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun),
                        outcome.segments(),
                        outcome.differing(),
                        outcome.conflicts(),
                        outcome.unsettled(),
                        outcome.failure()));
        member.history()
                .record(
                        GridEvent.Kind.MERGE,
                        cache,
                        "owners differed in " + outcome.differing() + " keys"
                                + (outcome.conflicts() == 0
                                        ? ""
                                        : ", of which both sides had written " + outcome.conflicts() + ",")
                                + (outcome.failure() == null
                                        ? " and agree now"
                                        : ", " + outcome.unsettled() + " of them are not settled: "
                                                + outcome.failure()));
    }

    /* ---- on each primary ---- */

    /** Makes the owners of those segments agree of which this member is the primary; never fails. */
    CompletionStage<MergeCommand.Reply> here(int topologyId) {
        long before = conflicts.count();
        return topologies
                .topologyFuture(topologyId)
                .thenCompose(installed -> segments(distribution.getCacheTopology()))
                .thenApply(reply -> reply.withConflicts(conflicts.count() - before))
                .exceptionally(failure -> MergeCommand.Reply.failed(
                        "on member '" + member.name() + "': " + CompletableFutures.extractException(failure)));
    }

    private CompletionStage<MergeCommand.Reply> segments(LocalizedCacheTopology topology) {
        return Flowable.fromStream(IntStream.range(0, topology.getNumSegments())
                        .filter(segment ->
                                topology.getSegmentDistribution(segment).isPrimary())
                        .boxed())
                .flatMapSingle(
                        segment -> Single.fromCompletionStage(segment(topology, segment)), false, SEGMENTS_AT_ONCE)
                .reduce(MergeCommand.Reply.NOTHING, MergeCommand.Reply::and)
                .toCompletionStage();
    }

    private CompletionStage<MergeCommand.Reply> segment(LocalizedCacheTopology topology, int segment) {
        Collection<Address> owners = topology.getSegmentDistribution(segment).writeOwners();
        return Flowable.fromIterable(owners)
                .flatMapSingle(owner -> Single.fromCompletionStage(held(topology, owner, segment)))
                .collect(OwnersComparison<Object>::new, OwnersComparison::add)
                .flatMap(comparison -> settle(comparison.differing()))
                .map(MergeCommand.Reply::ofSegment)
                .toCompletionStage();
    }

    private CompletionStage<Map<Object, Digest>> held(LocalizedCacheTopology topology, Address owner, int segment) {
        int topologyId = topology.getTopologyId();
        if (owner.equals(topology.getLocalAddress())) {
            return contents.of(topologyId, segment);
        }
        return member.peers()
                .ask(
                        List.of(owner),
                        new SegmentVersionsCommand(cache, topologyId, segment),
                        SegmentVersionsCommand.Reply.class,
                        ofSegment)
                .thenApply(answers -> {
                    Answer<SegmentVersionsCommand.Reply> answer = answers.get(owner);
                    SegmentVersionsCommand.Reply reply = answer == null ? null : answer.value();
                    if (reply == null) {
                        throw new CacheException(
                                "member '" + member.identities().name(owner) + "' "
                                        + (answer == null || answer.failure() == null ? "has left" : answer.failure()));
                    }
                    /* What is written here from now on is newer than what was written there. */
                    versions.clock().seen(reply.clock());
                    return reply.held(keyBytes);
                });
    }

    private Single<MergeCommand.Reply> settle(List<Object> keys) {
        return Flowable.fromIterable(keys)
                .buffer(KEYS_AT_ONCE)
                .concatMapSingle(some -> Single.fromCompletionStage(settling.settlePresent(new ArrayList<>(some))))
                .concatMapIterable(settled -> settled)
                .map(CacheMerge::outcome)
                .reduce(MergeCommand.Reply.NOTHING, MergeCommand.Reply::and);
    }

    private static MergeCommand.Reply outcome(KeySettling.Settled settled) {
        if (settled.failure() != null) {
            return new MergeCommand.Reply(1, 1, settled.failure(), 0, 0);
        }
        return settled.complete()
                ? new MergeCommand.Reply(1, 0, null, 0, 0)
                : new MergeCommand.Reply(1, 1, "an owner has not confirmed a key", 0, 0);
    }
}
