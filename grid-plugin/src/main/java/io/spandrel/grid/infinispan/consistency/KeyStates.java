package io.spandrel.grid.infinispan.consistency;

import io.spandrel.grid.consistency.Digest;
import io.spandrel.grid.consistency.Version;
import io.spandrel.grid.infinispan.member.ObjectBytes;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.infinispan.commands.CommandsFactory;
import org.infinispan.commands.write.AbstractDataWriteCommand;
import org.infinispan.commons.marshall.Marshaller;
import org.infinispan.container.entries.InternalCacheEntry;
import org.infinispan.container.entries.InternalCacheValue;
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
import org.infinispan.metadata.Metadata;
import org.infinispan.metadata.impl.InternalMetadataImpl;
import org.infinispan.metadata.impl.PrivateMetadata;
import org.infinispan.persistence.manager.PersistenceManager;
import org.jspecify.annotations.Nullable;

/** Reads what this member holds of a key as it travels, and applies what has travelled. Thread-safe. */
@Scope(Scopes.NAMED_CACHE)
public final class KeyStates {

    /*
     * No flag to skip the check of ownership: it is made again at the moment of the commit, when no topology can come between.
     * A member that is no owner any more keeps nothing.
     */
    private static final long APPLY_HERE = FlagBitSets.CACHE_MODE_LOCAL
            | FlagBitSets.SKIP_LOCKING
            | FlagBitSets.SKIP_REMOTE_LOOKUP
            | FlagBitSets.SKIP_CACHE_LOAD
            | FlagBitSets.IGNORE_RETURN_VALUES;

    private final CacheVersions versions;
    private final ObjectBytes bytes;
    private final boolean stored;

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

    /**
     * @param marshaller of the cache's keys and values
     * @param stored whether the cache has a store
     */
    @SuppressWarnings("NullAway.Init")
    public KeyStates(CacheVersions versions, Marshaller marshaller, boolean stored) {
        this.versions = versions;
        this.bytes = new ObjectBytes(marshaller, "An entry");
        this.stored = stored;
    }

    /**
     * What this member holds of a key, in memory or in the store; while the key is written, it may be nothing.
     *
     * @param since when it came to be under way, in milliseconds since 1970
     */
    public CompletionStage<RepairCommand.State> read(Object key, long since) {
        int segment = segments.getSegment(key);
        InternalCacheEntry<Object, Object> entry = container.peek(segment, key);
        if (entry != null) {
            return CompletableFuture.completedFuture(newest(
                    key,
                    entry.getValue(),
                    new InternalMetadataImpl(entry),
                    CacheVersions.of(entry.getInternalMetadata()),
                    since));
        }
        if (!stored) {
            return CompletableFuture.completedFuture(newest(key, null, null, Version.NONE, since));
        }
        return persistence
                .loadFromAllStores(key, segment, true, true)
                .thenApply(loaded -> loaded == null
                        ? newest(key, null, null, Version.NONE, since)
                        : newest(
                                key,
                                loaded.getValue(),
                                new InternalMetadataImpl(loaded.getMetadata(), loaded.created(), loaded.lastUsed()),
                                CacheVersions.of(loaded.getInternalMetadata()),
                                since));
    }

    /* The delete is looked up last: a value that was just deleted is not taken for the newest. */
    private RepairCommand.State newest(
            Object key, @Nullable Object value, @Nullable Metadata metadata, long version, long since) {
        Digest deleted = versions.deletes().of(key, segments.getSegment(key));
        if (value == null || deleted.newerThan(Digest.value(version, Digest.NEVER))) {
            return new RepairCommand.State(bytes.write(key), deleted.version(), null, null, since);
        }
        return new RepairCommand.State(bytes.write(key), version, bytes.write(value), bytes.write(metadata), since);
    }

    /**
     * A value as it travels, under another version.
     *
     * @param since when it came to be under way, in milliseconds since 1970
     */
    RepairCommand.State state(Object key, InternalCacheValue<?> value, long version, long since) {
        Metadata metadata = new InternalMetadataImpl(value.toInternalCacheEntry(key));
        return new RepairCommand.State(
                bytes.write(key), version, bytes.write(value.getValue()), bytes.write(metadata), since);
    }

    /** The key of a state. */
    Object key(RepairCommand.State state) {
        return bytes.read(state.key());
    }

    /**
     * Takes a state like any write that carries its version: in memory and in the store, if it is newer than what is held. A
     * state of nothing changes nothing.
     */
    CompletionStage<?> apply(Object key, RepairCommand.State state) {
        boolean nothing = state.value() == null && state.version() == Version.NONE;
        return nothing ? CompletableFuture.completedFuture(null) : invoke(command(key, state));
    }

    private AbstractDataWriteCommand command(Object key, RepairCommand.State state) {
        int segment = segments.getSegment(key);
        PrivateMetadata version = CacheVersions.with(null, state.version());
        if (state.value() == null || state.metadata() == null) {
            AbstractDataWriteCommand remove = commands.buildRemoveCommand(key, null, segment, APPLY_HERE);
            remove.setInternalMetadata(version);
            return remove;
        }
        AbstractDataWriteCommand put = commands.buildPutKeyValueCommand(
                key, bytes.read(state.value()), segment, (Metadata) bytes.read(state.metadata()), APPLY_HERE);
        if (state.version() == Version.NONE) {
            /* Without it the value would be given a version here. */
            put.addFlags(FlagBitSets.PUT_FOR_STATE_TRANSFER);
        } else {
            put.setInternalMetadata(version);
        }
        return put;
    }

    private CompletionStage<?> invoke(AbstractDataWriteCommand command) {
        InvocationContext context = contexts.createSingleKeyNonTxInvocationContext();
        context.setLockOwner(command.getKeyLockOwner());
        return chain.running().invokeAsync(context, command);
    }
}
