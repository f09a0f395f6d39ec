package io.spandrel.grid.infinispan.consistency;

import io.spandrel.grid.consistency.Digest;
import io.spandrel.grid.infinispan.member.KeyBytes;
import io.spandrel.grid.infinispan.member.LocalMember;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.infinispan.container.impl.InternalDataContainer;
import org.infinispan.factories.annotations.Inject;
import org.infinispan.factories.scopes.Scope;
import org.infinispan.factories.scopes.Scopes;
import org.infinispan.persistence.manager.PersistenceManager;
import org.infinispan.statetransfer.StateTransferLock;

/** What this member holds of whole segments: the versions of values and deletes. Thread-safe. Public because Infinispan demands it. */
@Scope(Scopes.NAMED_CACHE)
public final class SegmentVersions {

    private final LocalMember member;
    private final CacheVersions versions;
    private final KeyBytes keyBytes;
    private final boolean stored;

    @Inject
    InternalDataContainer<Object, Object> container;

    @Inject
    PersistenceManager persistence;

    @Inject
    StateTransferLock topologies;

    /**
     * @param stored whether the cache has a store
     */
    @SuppressWarnings("NullAway.Init")
    public SegmentVersions(LocalMember member, CacheVersions versions, KeyBytes keyBytes, boolean stored) {
        this.member = member;
        this.versions = versions;
        this.keyBytes = keyBytes;
        this.stored = stored;
    }

    /**
     * The contents of a segment, in memory and in the store, of all writes that began before a topology. Of a key that is
     * written meanwhile they tell what was before or what comes after it, or nothing.
     */
    public CompletionStage<Map<Object, Digest>> of(int topologyId, int segment) {
        return topologies
                .topologyFuture(topologyId)
                .thenCompose(installed -> versions.turns().fence())
                .thenCompose(committed -> member.supplyBlocking(() -> read(segment)));
    }

    /** The same for another member. */
    CompletionStage<SegmentVersionsCommand.Reply> answer(SegmentVersionsCommand command) {
        return of(command.topologyId, command.segment)
                .thenApply(
                        held -> SegmentVersionsCommand.Reply.of(versions.clock().next(0), held, keyBytes));
    }

    private Map<Object, Digest> read(int segment) {
        Map<Object, Digest> held = new HashMap<>();
        new HeldEntries(container, persistence, stored)
                .visit(
                        segment,
                        held::containsKey,
                        (key, metadata, lifespan, created) ->
                                held.put(key, Digest.value(CacheVersions.of(metadata), Digest.NEVER)));
        versions.deletes()
                .all(segment)
                .forEach(delete -> held.merge(
                        delete.key(),
                        Digest.tombstone(delete.version()),
                        (one, other) -> other.newerThan(one) ? other : one));
        return held;
    }
}
