package io.spandrel.grid.infinispan.consistency;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Flowable;
import io.spandrel.grid.consistency.ClockDriftException;
import io.spandrel.grid.consistency.Version;
import io.spandrel.grid.infinispan.member.LocalMember;
import io.spandrel.grid.infinispan.member.MemberCommand;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.infinispan.commands.CommandsFactory;
import org.infinispan.commands.write.RemoveCommand;
import org.infinispan.commons.CacheException;
import org.infinispan.configuration.cache.ClusteringConfiguration;
import org.infinispan.configuration.cache.StoreConfiguration;
import org.infinispan.container.entries.InternalCacheEntry;
import org.infinispan.container.impl.InternalDataContainer;
import org.infinispan.context.InvocationContext;
import org.infinispan.context.InvocationContextFactory;
import org.infinispan.context.impl.FlagBitSets;
import org.infinispan.distribution.ch.KeyPartitioner;
import org.infinispan.factories.annotations.Inject;
import org.infinispan.factories.impl.ComponentRef;
import org.infinispan.factories.scopes.Scope;
import org.infinispan.factories.scopes.Scopes;
import org.infinispan.interceptors.AsyncInterceptorChain;
import org.infinispan.persistence.manager.PersistenceManager;

/** Clears a versioned cache: what is older than the clear is deleted everywhere, what is newer stays. Thread-safe. */
@Scope(Scopes.NAMED_CACHE)
public final class CacheClear {

    private static final int AT_ONCE = 64;

    /** A load would only tell whether there is something to delete, and let what is in the store alone stay there. */
    private static final long FLAGS = FlagBitSets.CACHE_MODE_LOCAL
            | FlagBitSets.SKIP_OWNERSHIP_CHECK
            | FlagBitSets.SKIP_LOCKING
            | FlagBitSets.SKIP_REMOTE_LOOKUP
            | FlagBitSets.SKIP_CACHE_LOAD
            | FlagBitSets.IGNORE_RETURN_VALUES;

    private final LocalMember member;
    private final String cache;
    private final CacheVersions versions;
    private final Duration timeout;
    private final int numSegments;

    @Inject
    ComponentRef<AsyncInterceptorChain> chain;

    @Inject
    CommandsFactory commands;

    @Inject
    InvocationContextFactory contexts;

    @Inject
    KeyPartitioner segments;

    @Inject
    InternalDataContainer<Object, Object> container;

    @Inject
    PersistenceManager persistence;

    @SuppressWarnings("NullAway.Init")
    public CacheClear(LocalMember member, String cache, CacheVersions versions, ClusteringConfiguration clustering) {
        this.member = member;
        this.cache = cache;
        this.versions = versions;
        this.timeout = Duration.ofMillis(clustering.remoteTimeout());
        this.numSegments = clustering.hash().numSegments();
    }

    /*
     * First all clocks are asked: what was acknowledged before the clear began has then an older version, whoever gave it. This
     * member knows of the clear before it tells the others: who joins after they were named hears of it from this one.
     */

    /** Deletes on all members what was written before. */
    CompletionStage<Void> everywhere() {
        return ask(new ClockCommand(cache), Long.class).thenCompose(clocks -> {
            long latest = clocks.stream().mapToLong(Long::longValue).max().orElse(Version.NONE);
            long version = versions.clock().next(latest);
            versions.deletes().cleared(version, numSegments);
            CompletionStage<?> others = ask(new ClearOlderCommand(cache, version), Boolean.class);
            return here(version).thenCombine(others, (mine, theirs) -> null);
        });
    }

    /** A version newer than all that this member has given or heard of. */
    long now() {
        return versions.clock().next(Version.NONE);
    }

    /** What all others answer, apart from those that leave. */
    private <T> CompletionStage<List<T>> ask(MemberCommand command, Class<T> reply) {
        return member.peers()
                .ask(member.peers().others(), command, reply, timeout)
                .thenApply(answers -> {
                    List<T> values = new ArrayList<>();
                    answers.forEach((address, answer) -> {
                        if (answer.failure() != null) {
                            throw new CacheException("cache '" + cache + "' may not be cleared on "
                                    + member.identities().name(address) + ": " + answer.failure());
                        }
                        if (answer.value() != null) {
                            values.add(answer.value());
                        }
                    });
                    return values;
                });
    }

    /** Deletes on this member what is older than a version. */
    public CompletionStage<Void> here(long version) {
        if (!versions.clock().seen(version)) {
            return CompletableFuture.failedFuture(ClockDriftException.of(version));
        }
        versions.deletes().cleared(version, numSegments);
        /* Who had looked before it knew of the clear commits now; what comes after looks again. */
        return versions.turns()
                .fence()
                .thenCompose(nobodyLooked -> member.supplyBlocking(() -> older(version)))
                .thenCompose(keys -> Flowable.fromIterable(keys)
                        .flatMapCompletable(key -> delete(key, version), false, AT_ONCE)
                        .toCompletionStage(null));
    }

    private List<Object> older(long version) {
        List<Object> keys = new ArrayList<>();
        Iterator<InternalCacheEntry<Object, Object>> entries = container.iteratorIncludingExpired();
        entries.forEachRemaining(entry -> {
            if (CacheVersions.of(entry.getInternalMetadata()) < version) {
                keys.add(entry.getKey());
            }
        });
        Flowable.fromPublisher(persistence.publishKeys(
                        key -> container.peek(segments.getSegment(key), key) == null, CacheClear::anyStore))
                .blockingForEach(keys::add);
        return keys;
    }

    private static boolean anyStore(StoreConfiguration store) {
        return true;
    }

    /** Deletes a key on this member if it is not newer than {@code version}, and remembers that. */
    public Completable delete(Object key, long version) {
        return invoke(key, version, FLAGS);
    }

    private Completable invoke(Object key, long version, long flags) {
        RemoveCommand command = commands.buildRemoveCommand(key, null, segments.getSegment(key), flags);
        command.setInternalMetadata(CacheVersions.with(null, version));
        InvocationContext context = contexts.createSingleKeyNonTxInvocationContext();
        context.setLockOwner(command.getKeyLockOwner());
        return Completable.fromCompletionStage(chain.running().invokeAsync(context, command));
    }

    /** Deletes a key on all its owners, if it is not newer than {@code version}; to be called on the primary, which locks it. */
    public Completable deleteOnOwners(Object key, long version) {
        return invoke(key, version, FlagBitSets.PUT_FOR_STATE_TRANSFER | FlagBitSets.IGNORE_RETURN_VALUES);
    }

    @Override
    public String toString() {
        return "CacheClear[" + cache + ", last "
                + Version.toString(versions.deletes().cleared()) + "]";
    }
}
