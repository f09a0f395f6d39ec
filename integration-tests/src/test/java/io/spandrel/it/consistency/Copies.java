package io.spandrel.it.consistency;

import io.spandrel.grid.consistency.Version;
import io.spandrel.grid.infinispan.consistency.CacheVersions;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.infinispan.AdvancedCache;
import org.infinispan.Cache;
import org.infinispan.commands.CommandsFactory;
import org.infinispan.commands.write.AbstractDataWriteCommand;
import org.infinispan.commands.write.PutKeyValueCommand;
import org.infinispan.container.entries.InternalCacheEntry;
import org.infinispan.container.impl.InternalDataContainer;
import org.infinispan.container.versioning.NumericVersion;
import org.infinispan.context.InvocationContext;
import org.infinispan.context.InvocationContextFactory;
import org.infinispan.context.impl.FlagBitSets;
import org.infinispan.distribution.DistributionInfo;
import org.infinispan.distribution.LocalizedCacheTopology;
import org.infinispan.factories.ComponentRegistry;
import org.infinispan.interceptors.AsyncInterceptorChain;
import org.infinispan.metadata.EmbeddedMetadata;
import org.infinispan.metadata.impl.PrivateMetadata;
import org.infinispan.persistence.manager.PersistenceManager;
import org.infinispan.persistence.spi.MarshallableEntry;
import org.infinispan.remoting.responses.SuccessfulResponse;
import org.infinispan.remoting.rpc.RpcManager;
import org.infinispan.remoting.transport.Address;
import org.infinispan.remoting.transport.impl.SingleResponseCollector;
import org.jspecify.annotations.Nullable;

/** What each member holds of a key, below what a read shows; and writes as other members send them. */
final class Copies {

    private static final long APPLY_HERE = FlagBitSets.CACHE_MODE_LOCAL
            | FlagBitSets.SKIP_OWNERSHIP_CHECK
            | FlagBitSets.SKIP_LOCKING
            | FlagBitSets.SKIP_REMOTE_LOOKUP
            | FlagBitSets.IGNORE_RETURN_VALUES;

    private Copies() {}

    /**
     * One member's copy.
     *
     * @param value null: it holds none
     * @param version {@code Version.NONE}: it holds none, or an unversioned one
     * @param deleted the version of the last delete it knows of
     */
    record Copy(@Nullable Object value, long version, long deleted) {

        /** The newest it knows, be it a value or a delete. */
        long newest() {
            return Math.max(version, deleted);
        }

        @Override
        public String toString() {
            return "[" + value + " " + Version.toString(version) + ", deleted " + Version.toString(deleted) + "]";
        }
    }

    /** The copy of a member, be it an owner or not. */
    static Copy at(Cache<?, ?> cache, Object key) {
        InternalCacheEntry<?, ?> entry = entry(cache, key);
        CacheVersions versions = component(cache, CacheVersions.class);
        return new Copy(
                entry == null ? null : entry.getValue(),
                entry == null ? Version.NONE : version(entry.getInternalMetadata()),
                versions == null ? Version.NONE : versions.deletedAt(key));
    }

    /** What a member has in memory; not by a read, which would ask all owners when they have last used it. */
    @SuppressWarnings("unchecked")
    static <K, V> @Nullable InternalCacheEntry<K, V> entry(Cache<K, V> cache, Object key) {
        return component(cache, InternalDataContainer.class).peek(segment(cache, key), key);
    }

    /** The copies of those members that own the key, in the order of the members. */
    static List<Copy> ofOwners(List<? extends Cache<?, ?>> members, Object key) {
        return members.stream()
                .filter(member -> owners(member, key).isWriteOwner())
                .map(member -> at(member, key))
                .toList();
    }

    /** The newest version in a member's store; {@code Version.NONE}: none. */
    static long stored(Cache<?, ?> cache, Object key) {
        MarshallableEntry<?, ?> entry = load(cache, key);
        return entry == null ? Version.NONE : version(entry.getInternalMetadata());
    }

    static @Nullable Object storedValue(Cache<?, ?> cache, Object key) {
        MarshallableEntry<?, ?> entry = load(cache, key);
        return entry == null ? null : entry.getValue();
    }

    /** Takes a key out of a member's store, past everything that remembers deletes. */
    static void removeStored(Cache<?, ?> cache, Object key) {
        component(cache, PersistenceManager.class)
                .deleteFromAllStores(key, segment(cache, key), PersistenceManager.AccessMode.BOTH)
                .toCompletableFuture()
                .join();
    }

    /** What a member has in its store. */
    static @Nullable MarshallableEntry<?, ?> load(Cache<?, ?> cache, Object key) {
        return component(cache, PersistenceManager.class)
                .loadFromAllStores(key, segment(cache, key), true, true)
                .toCompletableFuture()
                .join();
    }

    static boolean isPrimary(Cache<?, ?> cache, Object key) {
        return owners(cache, key).isPrimary();
    }

    /** Who is primary of a key, as a member knows it. */
    static Address primaryOf(Cache<?, ?> cache, Object key) {
        return owners(cache, key).primary();
    }

    /** The member among {@code members} that is the key's primary. */
    static <C extends Cache<?, ?>> C primary(List<C> members, Object key) {
        return members.stream()
                .filter(member -> isPrimary(member, key))
                .findFirst()
                .orElseThrow();
    }

    /** A version newer than what the key's primary has. */
    static long newer(List<? extends Cache<?, ?>> members, Object key) {
        return at(primary(members, key), key).newest() + 1;
    }

    static boolean isOwner(Cache<?, ?> cache, Object key) {
        return owners(cache, key).isWriteOwner();
    }

    /** Has a member apply a put as if another had sent it, from a debt or a repair. */
    static void put(Cache<?, ?> cache, Object key, Object value, long version) {
        apply(
                cache,
                component(cache, CommandsFactory.class)
                        .buildPutKeyValueCommand(
                                key, value, segment(cache, key), new EmbeddedMetadata.Builder().build(), APPLY_HERE),
                version);
    }

    /** Has a member apply a delete as if another had sent it. */
    static void remove(Cache<?, ?> cache, Object key, long version) {
        apply(
                cache,
                component(cache, CommandsFactory.class).buildRemoveCommand(key, null, segment(cache, key), APPLY_HERE),
                version);
    }

    /** Sends a member a put as the primary would. */
    static void send(Cache<?, ?> from, Cache<?, ?> to, Object key, Object value, long version) {
        PutKeyValueCommand command = backupWrite(from, key, value, version);
        RpcManager rpc = component(from, RpcManager.class);
        rpc.blocking(rpc.invokeCommand(
                to.getAdvancedCache().getRpcManager().getAddress(),
                command,
                SingleResponseCollector.validOnly(),
                rpc.getSyncRpcOptions()));
    }

    /** Has a member carry out a put as if another had sent it as its primary; completes with what it would answer. */
    static CompletableFuture<Object> receive(Cache<?, ?> at, Cache<?, ?> from, Object key, Object value, long version) {
        PutKeyValueCommand command = backupWrite(from, key, value, version);
        command.setOrigin(from.getAdvancedCache().getRpcManager().getAddress());
        try {
            return command.invokeAsync(ComponentRegistry.of(at.getAdvancedCache()))
                    .<Object>thenApply(answer -> ((SuccessfulResponse<?>) answer).getResponseValue())
                    .toCompletableFuture();
        } catch (Throwable e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private static PutKeyValueCommand backupWrite(Cache<?, ?> from, Object key, Object value, long version) {
        PutKeyValueCommand command = component(from, CommandsFactory.class)
                .buildPutKeyValueCommand(
                        key,
                        value,
                        segment(from, key),
                        new EmbeddedMetadata.Builder().build(),
                        FlagBitSets.BACKUP_WRITE | FlagBitSets.IGNORE_RETURN_VALUES);
        command.setInternalMetadata(metadata(version));
        command.setTopologyId(topology(from).getTopologyId());
        return command;
    }

    private static PrivateMetadata metadata(long version) {
        return new PrivateMetadata.Builder()
                .entryVersion(new NumericVersion(version))
                .build();
    }

    private static void apply(Cache<?, ?> cache, AbstractDataWriteCommand command, long version) {
        command.setInternalMetadata(metadata(version));
        InvocationContext context =
                component(cache, InvocationContextFactory.class).createSingleKeyNonTxInvocationContext();
        context.setLockOwner(command.getKeyLockOwner());
        component(cache, AsyncInterceptorChain.class)
                .invokeAsync(context, command)
                .join();
    }

    /** Whether no write of the cache is under way at a member. */
    static boolean idle(Cache<?, ?> cache) {
        return component(cache, CacheVersions.class).writing() == 0;
    }

    private static long version(@Nullable PrivateMetadata metadata) {
        return metadata != null && metadata.entryVersion() instanceof NumericVersion version
                ? version.getVersion()
                : Version.NONE;
    }

    private static DistributionInfo owners(Cache<?, ?> cache, Object key) {
        LocalizedCacheTopology topology = topology(cache);
        return topology.getSegmentDistribution(topology.getSegment(key));
    }

    static int segment(Cache<?, ?> cache, Object key) {
        return topology(cache).getSegment(key);
    }

    private static LocalizedCacheTopology topology(Cache<?, ?> cache) {
        return cache.getAdvancedCache().getDistributionManager().getCacheTopology();
    }

    private static <T> T component(Cache<?, ?> cache, Class<T> type) {
        return ComponentRegistry.componentOf((AdvancedCache<?, ?>) cache.getAdvancedCache(), type);
    }

    /** How many members the cache has, as the one that gives {@code cache} sees it. */
    static int members(Cache<?, ?> cache) {
        return cache.getAdvancedCache()
                .getDistributionManager()
                .getCacheTopology()
                .getMembers()
                .size();
    }
}
