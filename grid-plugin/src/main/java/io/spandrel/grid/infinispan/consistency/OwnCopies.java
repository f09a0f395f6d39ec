package io.spandrel.grid.infinispan.consistency;

import io.spandrel.grid.consistency.Digest;
import io.spandrel.grid.consistency.HybridLogicalClock;
import io.spandrel.grid.consistency.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.infinispan.commands.CommandsFactory;
import org.infinispan.commands.read.GetCacheEntryCommand;
import org.infinispan.commons.time.TimeService;
import org.infinispan.container.entries.InternalCacheEntry;
import org.infinispan.container.entries.InternalCacheValue;
import org.infinispan.container.entries.MVCCEntry;
import org.infinispan.container.impl.InternalDataContainer;
import org.infinispan.container.impl.InternalEntryFactory;
import org.infinispan.context.InvocationContext;
import org.infinispan.context.InvocationContextFactory;
import org.infinispan.context.impl.FlagBitSets;
import org.infinispan.distribution.DistributionManager;
import org.infinispan.distribution.LocalizedCacheTopology;
import org.infinispan.factories.annotations.Inject;
import org.infinispan.factories.impl.ComponentRef;
import org.infinispan.factories.scopes.Scope;
import org.infinispan.factories.scopes.Scopes;
import org.infinispan.interceptors.AsyncInterceptorChain;
import org.infinispan.metadata.impl.PrivateMetadata;
import org.infinispan.persistence.manager.PersistenceManager;
import org.jspecify.annotations.Nullable;

/**
 * What this member holds of keys and tells to those that read them: versions, and values where they are asked for. Thread-safe.
 * Public because Infinispan demands it.
 */
@Scope(Scopes.NAMED_CACHE)
public final class OwnCopies {

    /*
     * A value is read through the chain, as Infinispan's own reads are: it is loaded from the store, touched, and expired. Its
     * version comes with it. Everything else is looked up below the chain.
     *
     * A commit changes the container first and the memory of deletes after that. Whoever finds nothing at all may have looked
     * in between, and looks again when it has the key's turn: it must not tell that it has nothing where it holds something
     * acknowledged.
     */
    private static final long READ_HERE = FlagBitSets.CACHE_MODE_LOCAL
            | FlagBitSets.SKIP_OWNERSHIP_CHECK
            | FlagBitSets.SKIP_REMOTE_LOOKUP
            | FlagBitSets.SKIP_STATISTICS
            | FlagBitSets.SKIP_LISTENER_NOTIFICATION;

    private final CacheVersions versions;
    private final boolean stored;

    @Inject
    InternalDataContainer<Object, Object> container;

    @Inject
    PersistenceManager persistence;

    @Inject
    InternalEntryFactory entries;

    @Inject
    DistributionManager distribution;

    @Inject
    TimeService time;

    @Inject
    CommandsFactory commands;

    @Inject
    InvocationContextFactory contexts;

    @Inject
    ComponentRef<AsyncInterceptorChain> chain;

    /**
     * @param stored whether the cache has a store
     */
    @SuppressWarnings("NullAway.Init")
    public OwnCopies(CacheVersions versions, boolean stored) {
        this.versions = versions;
        this.stored = stored;
    }

    /**
     * A copy of a key.
     *
     * @param value null: there is none, or it was not asked for
     */
    public record Copy(Digest digest, @Nullable InternalCacheValue<?> value) {}

    HybridLogicalClock clock() {
        return versions.clock();
    }

    /**
     * The copies of keys, in their order; null for a key that this member does not own.
     *
     * @param withValue of how many of them, the first ones, the values are wanted
     */
    public CompletionStage<List<@Nullable Copy>> of(List<?> keys, int withValue) {
        LocalizedCacheTopology topology = distribution.getCacheTopology();
        List<CompletableFuture<@Nullable Copy>> copies = new ArrayList<>(keys.size());
        for (Object key : keys) {
            copies.add(of(topology, key, copies.size() < withValue).toCompletableFuture());
        }
        return CompletableFuture.allOf(copies.toArray(CompletableFuture[]::new)).thenApply(all -> joined(copies));
    }

    private static List<@Nullable Copy> joined(List<CompletableFuture<@Nullable Copy>> copies) {
        List<@Nullable Copy> joined = new ArrayList<>(copies.size());
        copies.forEach(copy -> joined.add(copy.join()));
        return joined;
    }

    private CompletionStage<@Nullable Copy> of(LocalizedCacheTopology topology, Object key, boolean withValue) {
        int segment = topology.getSegment(key);
        if (!topology.getSegmentDistribution(segment).isWriteOwner()) {
            return CompletableFuture.completedFuture(null);
        }
        return withValue ? withValue(key, segment) : digest(key, segment).thenApply(held -> new Copy(held, null));
    }

    private CompletionStage<@Nullable Copy> withValue(Object key, int segment) {
        GetCacheEntryCommand read = commands.buildGetCacheEntryCommand(key, segment, READ_HERE);
        InvocationContext context = contexts.createSingleKeyNonTxInvocationContext();
        return chain.running()
                .invokeAsync(context, read)
                .thenCompose(found -> found == null
                        ? digest(key, segment).thenApply(held -> new Copy(held, null))
                        : CompletableFuture.completedFuture(copy(value(found), segment)));
    }

    private Copy copy(InternalCacheValue<?> value, int segment) {
        Digest digest = told(value(value.getInternalMetadata(), value.getLifespan(), value.getCreated()), segment);
        return new Copy(digest, digest.live() ? value : null);
    }

    private InternalCacheValue<?> value(Object found) {
        if (found instanceof MVCCEntry<?, ?> loaded) {
            InternalCacheValue<?> value = entries.createValue(loaded);
            value.setInternalMetadata(loaded.getInternalMetadata());
            return value;
        }
        return ((InternalCacheEntry<?, ?>) found).toInternalCacheValue();
    }

    private CompletionStage<Digest> digest(Object key, int segment) {
        Digest seen = inMemory(key, segment);
        if (seen.kind() != Digest.Kind.ABSENT) {
            return CompletableFuture.completedFuture(told(seen, segment));
        }
        Object holder = new Object();
        CompletionStage<Void> turn = versions.turns().take(key, holder);
        CompletionStage<Digest> held = turn == null ? held(key, segment) : turn.thenCompose(mine -> held(key, segment));
        return held.whenComplete((digest, failure) -> versions.turns().release(key, holder))
                .thenApply(digest -> told(digest, segment));
    }

    private CompletionStage<Digest> held(Object key, int segment) {
        Digest seen = inMemory(key, segment);
        if (seen.kind() == Digest.Kind.VALUE || !stored) {
            return CompletableFuture.completedFuture(seen);
        }
        return persistence.loadFromAllStores(key, segment, true, true).thenApply(loaded -> {
            if (loaded == null) {
                return seen;
            }
            long lifespan =
                    loaded.getMetadata() == null ? -1 : loaded.getMetadata().lifespan();
            return newer(seen, value(loaded.getInternalMetadata(), lifespan, loaded.created()));
        });
    }

    private Digest inMemory(Object key, int segment) {
        Digest deleted = versions.deletes().of(key, segment);
        InternalCacheEntry<Object, Object> entry = container.peek(segment, key);
        return entry == null
                ? deleted
                : newer(deleted, value(entry.getInternalMetadata(), entry.getLifespan(), entry.getCreated()));
    }

    /* Of a lifespan all owners know the end; how long an entry has been idle, only the one that reads it. */
    private static Digest value(@Nullable PrivateMetadata metadata, long lifespan, long created) {
        return Digest.value(CacheVersions.of(metadata), lifespan < 0 ? Digest.NEVER : created + lifespan);
    }

    private static Digest newer(Digest one, Digest other) {
        return one.newerThan(other) ? one : other;
    }

    /* A value from a store that was filled before the cache was versioned is no older than what is not there at all. */
    private Digest told(Digest held, int segment) {
        long cleared = versions.deletes().cleared();
        return held.version() == Version.NONE && held.live() && cleared == Version.NONE
                ? held
                : held.in(cleared, versions.deletes().forgotten(segment)).at(time.wallClockTime());
    }
}
