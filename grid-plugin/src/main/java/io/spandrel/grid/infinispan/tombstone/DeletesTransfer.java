package io.spandrel.grid.infinispan.tombstone;

import static io.spandrel.grid.infinispan.member.GridLog.LOG;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Flowable;
import io.spandrel.grid.consistency.Tombstones.Delete;
import io.spandrel.grid.infinispan.consistency.CacheClear;
import io.spandrel.grid.infinispan.consistency.CacheVersions;
import io.spandrel.grid.infinispan.member.Answer;
import io.spandrel.grid.infinispan.member.KeyBytes;
import io.spandrel.grid.infinispan.member.LocalMember;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.infinispan.distribution.DistributionManager;
import org.infinispan.distribution.LocalizedCacheTopology;
import org.infinispan.factories.annotations.Inject;
import org.infinispan.factories.scopes.Scope;
import org.infinispan.factories.scopes.Scopes;
import org.infinispan.notifications.Listener;
import org.infinispan.notifications.cachelistener.annotation.TopologyChanged;
import org.infinispan.notifications.cachelistener.event.TopologyChangedEvent;
import org.infinispan.remoting.transport.Address;
import org.infinispan.statetransfer.StateTransferLock;
import org.infinispan.topology.CacheTopology;
import org.jspecify.annotations.Nullable;

/** Brings deletes to a member that begins to own segments; Infinispan transfers entries alone. Public because Infinispan demands it. */
@Listener
@Scope(Scopes.NAMED_CACHE)
public final class DeletesTransfer {

    /*
     * The new owner is written to from the moment a topology names it, and read from a later topology on, which is not installed
     * before this one is done with. In between it asks all that are read from. They answer in the new topology, when no write is
     * about to be committed any more that had begun in an older one: what is deleted after that reaches the new owner by itself.
     * After a partition all owners ask each other: each side has deletes that the other does not know.
     *
     * A delete that comes by transfer is applied by the same rule as every other, so it does not matter what came before it.
     */
    private static final int SEGMENTS_AT_ONCE = 16;

    private final LocalMember member;
    private final String cache;
    private final CacheVersions versions;
    private final CacheClear clear;
    private final KeyBytes keyBytes;
    private final Duration timeout;

    /** Segments of which the deletes were asked for. */
    private final BitSet owned = new BitSet();

    @Inject
    DistributionManager distribution;

    @Inject
    StateTransferLock topologies;

    @SuppressWarnings("NullAway.Init")
    public DeletesTransfer(
            LocalMember member,
            String cache,
            CacheVersions versions,
            CacheClear clear,
            KeyBytes keyBytes,
            Duration timeout) {
        this.member = member;
        this.cache = cache;
        this.versions = versions;
        this.clear = clear;
        this.keyBytes = keyBytes;
        this.timeout = timeout;
    }

    @TopologyChanged
    public @Nullable CompletionStage<Void> topologyChanged(TopologyChangedEvent<?, ?> event) {
        return event.isPre() ? null : follow(distribution.getCacheTopology());
    }

    private CompletionStage<Void> follow(LocalizedCacheTopology topology) {
        boolean merging = topology.getPhase() == CacheTopology.Phase.CONFLICT_RESOLUTION;
        Map<Address, List<Integer>> sources = new HashMap<>();
        synchronized (owned) {
            for (int segment = 0; segment < topology.getNumSegments(); segment++) {
                boolean owns = topology.isSegmentWriteOwner(segment);
                if (owns && (merging || !owned.get(segment))) {
                    versions.deletes().joined(segment);
                    for (Address owner :
                            topology.getSegmentDistribution(segment).readOwners()) {
                        sources.computeIfAbsent(owner, asked -> new ArrayList<>())
                                .add(segment);
                    }
                } else if (!owns && owned.get(segment)) {
                    versions.deletes().dropped(segment);
                }
                owned.set(segment, owns);
            }
        }
        sources.remove(topology.getLocalAddress());
        return Flowable.fromIterable(sources.entrySet())
                .flatMapCompletable(source -> fetch(topology.getTopologyId(), source.getKey(), source.getValue()))
                .toCompletionStage(null);
    }

    private Completable fetch(int topologyId, Address source, List<Integer> segments) {
        return Flowable.fromIterable(segments)
                .buffer(SEGMENTS_AT_ONCE)
                .concatMapCompletable(some -> Completable.fromCompletionStage(member.peers()
                        .ask(
                                List.of(source),
                                new DeletesCommand(cache, topologyId, some),
                                DeletesCommand.Reply.class,
                                timeout)
                        .thenCompose(answers -> apply(source, some, answers.get(source)))));
    }

    private CompletionStage<Void> apply(
            Address source, List<Integer> segments, @Nullable Answer<DeletesCommand.Reply> answer) {
        DeletesCommand.Reply reply = answer == null ? null : answer.value();
        if (reply == null) {
            if (answer != null && answer.failure() != null) {
                LOG.deletesNotTransferred(cache, member.identities().name(source), answer.failure());
            }
            return Completable.complete().toCompletionStage(null);
        }
        for (int i = 0; i < segments.size(); i++) {
            versions.deletes()
                    .forgottenElsewhere(segments.get(i), reply.forgotten().get(i));
        }
        List<Object> keys = keyBytes.read(reply.keys());
        CompletionStage<Void> cleared = reply.cleared() > versions.deletes().cleared()
                ? clear.here(reply.cleared())
                : Completable.complete().toCompletionStage(null);
        return cleared.thenCompose(done -> Flowable.range(0, keys.size())
                .concatMapCompletable(
                        i -> clear.delete(keys.get(i), reply.versions().get(i)))
                .toCompletionStage(null));
    }

    /** Forgets deletes of segments that this member does not own: one may come late, with the last write of a former primary. */
    void dropForeign() {
        int segments = distribution.getCacheTopology().getNumSegments();
        synchronized (owned) {
            for (int segment = 0; segment < segments && !owned.isEmpty(); segment++) {
                if (!owned.get(segment)) {
                    versions.deletes().dropped(segment);
                }
            }
        }
    }

    /** The deletes in these segments, of all writes that began before this topology. */
    CompletionStage<DeletesCommand.Reply> deletes(int topologyId, List<Integer> segments) {
        return topologies
                .topologyFuture(topologyId)
                .thenCompose(installed -> versions.turns().fence())
                .thenCompose(committed -> member.supplyBlocking(() -> {
                    List<Delete<Object>> all = segments.stream()
                            .flatMap(segment -> versions.deletes().all(segment).stream())
                            .toList();
                    return new DeletesCommand.Reply(
                            versions.deletes().cleared(),
                            keyBytes.write(all.stream().map(Delete::key).toList()),
                            all.stream().map(Delete::version).toList(),
                            segments.stream().map(versions.deletes()::forgotten).toList());
                }));
    }
}
