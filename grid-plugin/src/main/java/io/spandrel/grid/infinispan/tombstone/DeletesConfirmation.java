package io.spandrel.grid.infinispan.tombstone;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Maybe;
import io.spandrel.grid.consistency.Admission;
import io.spandrel.grid.consistency.Tombstones.Delete;
import io.spandrel.grid.infinispan.consistency.CacheClear;
import io.spandrel.grid.infinispan.consistency.CacheVersions;
import io.spandrel.grid.infinispan.member.KeyBytes;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.infinispan.commons.time.TimeService;
import org.infinispan.distribution.DistributionInfo;
import org.infinispan.distribution.DistributionManager;
import org.infinispan.distribution.LocalizedCacheTopology;
import org.infinispan.factories.annotations.Inject;
import org.infinispan.factories.scopes.Scope;
import org.infinispan.factories.scopes.Scopes;
import org.infinispan.remoting.transport.Address;
import org.infinispan.statetransfer.StateTransferLock;
import org.jspecify.annotations.Nullable;

/** How an owner answers which deletes it has, and purges those that all owners have. Thread-safe. */
@Scope(Scopes.NAMED_CACHE)
public final class DeletesConfirmation {

    private static final int AT_ONCE = 16;

    private final CacheVersions versions;
    private final CacheClear clear;
    private final KeyBytes keyBytes;

    @Inject
    DistributionManager distribution;

    @Inject
    StateTransferLock topologies;

    @Inject
    TimeService time;

    @SuppressWarnings("NullAway.Init")
    DeletesConfirmation(CacheVersions versions, CacheClear clear, KeyBytes keyBytes) {
        this.versions = versions;
        this.clear = clear;
        this.keyBytes = keyBytes;
    }

    /**
     * Which of these deletes this owner has now, or something newer: it takes those that it lacks. Completes with their places
     * in the list, in any order; none if it does not own the segment.
     */
    CompletionStage<List<Integer>> confirm(
            @Nullable Address sender, int topologyId, int segment, List<byte[]> keys, List<Long> ofKeys) {
        return topologies.topologyFuture(topologyId).thenCompose(installed -> {
            DistributionInfo owners = distribution.getCacheTopology().getSegmentDistribution(segment);
            if (!owners.isWriteOwner()) {
                return CompletableFuture.completedFuture(List.of());
            }
            List<Delete<Object>> asked = new ArrayList<>();
            List<Object> read = keyBytes.read(keys);
            for (int i = 0; i < read.size(); i++) {
                asked.add(new Delete<>(read.get(i), ofKeys.get(i)));
            }
            boolean fromPrimary = owners.primary().equals(sender);
            return Flowable.range(0, asked.size())
                    .flatMapMaybe(
                            i -> has(asked.get(i), segment, owners.isPrimary()).map(has -> i), false, AT_ONCE)
                    .doOnNext(i -> {
                        if (fromPrimary) {
                            versions.deletes().confirmed(segment, asked.get(i), now());
                        }
                    })
                    .toList()
                    .toCompletionStage();
        });
    }

    private Maybe<Boolean> has(Delete<Object> delete, int segment, boolean primary) {
        return holds(delete, segment)
                .switchIfEmpty(Maybe.defer(() ->
                        take(delete, primary).onErrorComplete().andThen(Maybe.defer(() -> holds(delete, segment)))));
    }

    /* A primary takes nothing without the lock of the key, so that no write of its own is decided on what is changed meanwhile. */
    private Completable take(Delete<Object> delete, boolean primary) {
        return primary
                ? clear.deleteOnOwners(delete.key(), delete.version())
                : clear.delete(delete.key(), delete.version());
    }

    private Maybe<Boolean> holds(Delete<Object> delete, int segment) {
        return Maybe.fromCompletionStage(versions.holds(delete.key(), segment, delete.version()))
                .filter(holds -> holds);
    }

    /**
     * Forgets deletes that all owners have had for longer than grace; completes with whether it did. It does not if the sender is
     * not the primary, or has asked the owners of an older topology.
     */
    CompletionStage<Boolean> purge(
            @Nullable Address sender, int topologyId, int segment, List<byte[]> keys, List<Long> ofKeys) {
        return topologies.topologyFuture(topologyId).thenApply(installed -> {
            LocalizedCacheTopology topology = distribution.getCacheTopology();
            Address primary = topology.getSegmentDistribution(segment).primary();
            if (sender == null
                    || Admission.of(topologyId, sender, topology.getTopologyId(), primary) != Admission.ADMITTED) {
                return false;
            }
            List<Object> read = keyBytes.read(keys);
            for (int i = 0; i < read.size(); i++) {
                versions.deletes().purge(segment, new Delete<>(read.get(i), ofKeys.get(i)));
            }
            return true;
        });
    }

    private long now() {
        return TimeUnit.NANOSECONDS.toMillis(time.time());
    }
}
