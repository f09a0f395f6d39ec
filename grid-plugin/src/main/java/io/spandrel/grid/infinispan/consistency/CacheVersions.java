package io.spandrel.grid.infinispan.consistency;

import io.spandrel.grid.consistency.ApplyRule;
import io.spandrel.grid.consistency.Digest;
import io.spandrel.grid.consistency.HybridLogicalClock;
import io.spandrel.grid.consistency.Verdict;
import io.spandrel.grid.consistency.Version;
import io.spandrel.grid.infinispan.deletes.Deletes;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.LongAdder;
import org.infinispan.commands.write.DataWriteCommand;
import org.infinispan.commands.write.RemoveCommand;
import org.infinispan.container.entries.CacheEntry;
import org.infinispan.container.entries.InternalCacheEntry;
import org.infinispan.container.entries.MVCCEntry;
import org.infinispan.container.impl.InternalDataContainer;
import org.infinispan.container.versioning.NumericVersion;
import org.infinispan.context.InvocationContext;
import org.infinispan.context.impl.FlagBitSets;
import org.infinispan.distribution.ch.KeyPartitioner;
import org.infinispan.factories.annotations.Inject;
import org.infinispan.factories.scopes.Scope;
import org.infinispan.factories.scopes.Scopes;
import org.infinispan.metadata.impl.PrivateMetadata;
import org.infinispan.persistence.manager.PersistenceManager;
import org.jspecify.annotations.Nullable;

/** The versions of a cache's entries on this member: what is held, what may replace it, and whose turn it is. Thread-safe. */
@Scope(Scopes.NAMED_CACHE)
public final class CacheVersions {

    private final HybridLogicalClock clock;
    private final ApplyRule rule;
    private final Deletes deletes;
    private final WriteTurns turns;
    private final boolean stored;
    private final LongAdder stale = new LongAdder();
    private final LongAdder resurrections = new LongAdder();
    private final LongAdder formerPrimaries = new LongAdder();

    @Inject
    InternalDataContainer<Object, Object> container;

    @Inject
    KeyPartitioner segments;

    @Inject
    PersistenceManager persistence;

    /**
     * @param stored whether the cache has a store
     */
    @SuppressWarnings("NullAway.Init")
    public CacheVersions(HybridLogicalClock clock, Deletes deletes, WriteTurns turns, boolean stored) {
        this.clock = clock;
        this.rule = new ApplyRule(clock);
        this.deletes = deletes;
        this.turns = turns;
        this.stored = stored;
    }

    /** The version in an entry's or a command's metadata. */
    public static long of(@Nullable PrivateMetadata metadata) {
        return metadata != null && metadata.entryVersion() instanceof NumericVersion version
                ? version.getVersion()
                : Version.NONE;
    }

    /** An entry's or a command's metadata with another version. */
    static PrivateMetadata with(@Nullable PrivateMetadata metadata, long version) {
        return PrivateMetadata.getBuilder(metadata)
                .entryVersion(new NumericVersion(version))
                .build();
    }

    /**
     * Whether a command has its version from elsewhere, and is to be applied as it is or not at all: sent by the primary, by
     * state transfer, by a repair; or read from the store.
     */
    static boolean carriesVersion(DataWriteCommand command) {
        return command.hasAnyFlag(FlagBitSets.BACKUP_WRITE)
                || command.hasAnyFlag(FlagBitSets.CACHE_MODE_LOCAL)
                        && (command.hasAnyFlag(FlagBitSets.PUT_FOR_STATE_TRANSFER | FlagBitSets.IRAC_STATE)
                                || of(command.getInternalMetadata()) != Version.NONE);
    }

    /**
     * Has a write of state transfer committed like any other. Infinispan would drop it where the key was written while state is
     * transferred, because it takes such a write for newer; here the versions have already told which one is.
     */
    static void commitWhateverIsTracked(DataWriteCommand command) {
        if (command.hasAnyFlag(FlagBitSets.PUT_FOR_STATE_TRANSFER)) {
            command.setFlagsBitSet(command.getFlagsBitSet() & ~FlagBitSets.PUT_FOR_STATE_TRANSFER
                    | FlagBitSets.SKIP_LISTENER_NOTIFICATION);
        }
    }

    public HybridLogicalClock clock() {
        return clock;
    }

    public Deletes deletes() {
        return deletes;
    }

    public WriteTurns turns() {
        return turns;
    }

    /** What this member holds of a key, a value or a delete; also in the store, unless {@code command} passes that by. */
    CompletionStage<Digest> held(DataWriteCommand command) {
        return held(
                command.getKey(), command.getSegment(), stored && !command.hasAnyFlag(FlagBitSets.SKIP_CACHE_STORE));
    }

    /**
     * What this member tells others of a key, be it in memory or in the store. While the key is written it may be told to be
     * absent.
     */
    public CompletionStage<Digest> told(Object key, int segment) {
        return held(key, segment, stored).thenApply(held -> held.in(deletes.cleared(), deletes.forgotten(segment)));
    }

    private CompletionStage<Digest> held(Object key, int segment, boolean alsoInStore) {
        Digest deleted = deletes.of(key, segment);
        InternalCacheEntry<Object, Object> entry = container.peek(segment, key);
        if (entry != null) {
            return CompletableFuture.completedFuture(newer(deleted, value(entry.getInternalMetadata())));
        }
        if (!alsoInStore) {
            return CompletableFuture.completedFuture(deleted);
        }
        return persistence
                .loadFromAllStores(key, segment, true, true)
                .thenApply(loaded -> loaded == null ? deleted : newer(deleted, value(loaded.getInternalMetadata())));
    }

    private static Digest value(@Nullable PrivateMetadata metadata) {
        return Digest.value(of(metadata), Digest.NEVER);
    }

    private static Digest newer(Digest one, Digest other) {
        return one.newerThan(other) ? one : other;
    }

    /** What a write that carries its version leaves. */
    static Digest carried(DataWriteCommand command) {
        long version = of(command.getInternalMetadata());
        return command instanceof RemoveCommand ? Digest.tombstone(version) : Digest.value(version, Digest.NEVER);
    }

    /**
     * Decides about a write that carries its version. The limit of drift holds for what a primary has just written; what was
     * taken elsewhere before is taken here too.
     */
    Verdict decide(DataWriteCommand command, Digest held) {
        Digest incoming = carried(command);
        int segment = command.getSegment();
        Verdict verdict = incoming.version() == Version.NONE
                ? unversioned(held)
                : rule.decide(held, incoming, deletes.cleared(), deletes.forgotten(segment));
        boolean acceptedBefore = verdict == Verdict.AHEAD && !command.hasAnyFlag(FlagBitSets.BACKUP_WRITE);
        if (acceptedBefore || verdict == Verdict.CLEARED && clears(incoming)) {
            verdict = incoming.newerThan(held) ? Verdict.APPLY : Verdict.OLDER;
        }
        if (verdict == Verdict.UNDECIDED
                && broughtByAnOwner(command)
                && deletes.mayBring(segment, incoming.version())) {
            return Verdict.APPLY;
        }
        if (verdict == Verdict.OLDER || verdict == Verdict.CLEARED || verdict == Verdict.UNDECIDED) {
            stale.increment();
            if (incoming.live() && (verdict != Verdict.OLDER || held.kind() == Digest.Kind.TOMBSTONE)) {
                resurrections.increment();
            }
        }
        return verdict;
    }

    private static boolean broughtByAnOwner(DataWriteCommand command) {
        return command.hasAllFlags(FlagBitSets.CACHE_MODE_LOCAL | FlagBitSets.PUT_FOR_STATE_TRANSFER);
    }

    /**
     * The same as {@link #commitWhateverIsTracked}, but for a key whose delete may have been forgotten: versions do not tell then
     * whether it was deleted while state is transferred, and Infinispan does.
     */
    void commitWhatVersionsDecide(DataWriteCommand command) {
        if (of(command.getInternalMetadata()) > deletes.forgotten(command.getSegment())) {
            commitWhateverIsTracked(command);
        }
    }

    /* One of the deletes that carry out the last clear. */
    private boolean clears(Digest incoming) {
        return incoming.kind() == Digest.Kind.TOMBSTONE && incoming.version() == deletes.cleared();
    }

    /* From a store that was filled before the cache was versioned. */
    private Verdict unversioned(Digest held) {
        return held.kind() == Digest.Kind.ABSENT && deletes.cleared() == Version.NONE ? Verdict.APPLY : Verdict.OLDER;
    }

    /** The version for a write on this member, newer than all that it holds of the key, and than an earlier attempt. */
    CompletionStage<Long> next(DataWriteCommand command, CacheEntry<?, ?> entry) {
        return held(command)
                .thenApply(held -> clock.next(Math.max(
                        Math.max(held.version(), of(entry.getInternalMetadata())),
                        Math.max(deletes.floor(command.getSegment()), Attempts.floor(command)))));
    }

    /**
     * Gives the entry that a write has made on this member its version, and waits for the turn to commit it. If something
     * newer has come in the meantime, the write has been overwritten before it could be seen: it is not committed.
     */
    CompletionStage<Void> claim(
            InvocationContext context, DataWriteCommand command, CacheEntry<?, ?> entry, long version) {
        entry.setInternalMetadata(with(entry.getInternalMetadata(), version));
        Lifespans.begin(entry, version);
        CompletionStage<Void> turn = turns.take(command.getKey(), context);
        return (turn == null ? CompletableFuture.<Void>completedFuture(null) : turn)
                .thenCompose(mine -> held(command))
                .thenAccept(held -> {
                    Digest made = entry.isRemoved() ? Digest.tombstone(version) : Digest.value(version, Digest.NEVER);
                    if (held.newerThan(made) || version <= deletes.cleared()) {
                        stale.increment();
                        command.fail();
                    }
                });
    }

    /** Whether a write has changed what this member holds, when it comes to its end. */
    static boolean committed(InvocationContext context, DataWriteCommand command) {
        return context.lookupEntry(command.getKey()) instanceof MVCCEntry<?, ?> entry
                && entry.isCommitted()
                && !entry.isEvicted();
    }

    /** A write has come to its end on this member: notes a delete that was committed, and gives the turn back if it was taken. */
    void ended(InvocationContext context, DataWriteCommand command) {
        Object key = command.getKey();
        try {
            if (committed(context, command)) {
                CacheEntry<?, ?> entry = context.lookupEntry(key);
                long version = of(entry.getInternalMetadata());
                if (entry.isRemoved()) {
                    deletes.deleted(key, command.getSegment(), version);
                } else {
                    deletes.written(key, command.getSegment(), version);
                    Lifespans.keep(entry, command.getSegment(), container);
                }
            }
        } finally {
            turns.release(key, context);
        }
    }

    /** Whether this member holds something of a key that is as new as a delete of that version, in memory or in the store. */
    public CompletionStage<Boolean> holds(Object key, int segment, long version) {
        InternalCacheEntry<Object, Object> entry = container.peek(segment, key);
        if (deletes.of(key, segment).version() >= version
                || deletes.cleared() >= version
                || entry != null && of(entry.getInternalMetadata()) > version) {
            return CompletableFuture.completedFuture(true);
        }
        if (entry != null || !stored) {
            return CompletableFuture.completedFuture(false);
        }
        return persistence
                .loadFromAllStores(key, segment, true, true)
                .thenApply(loaded -> loaded != null && of(loaded.getInternalMetadata()) > version);
    }

    /** The version at which a key, as it is stored, was last deleted; {@code Version.NONE}: not that it is known. */
    public long deletedAt(Object key) {
        return Math.max(deletes.of(key, segments.getSegment(key)).version(), deletes.cleared());
    }

    /** Of how many keys a write is about to be committed at this moment. */
    public int writing() {
        return turns.size();
    }

    /** How many writes were not applied because they would have undone a delete, or it is not known that they would not. */
    public long resurrectionsBlocked() {
        return resurrections.sum();
    }

    /** A write was not acknowledged because its sender is not the primary that this member knows. */
    void refusedFormerPrimary() {
        formerPrimaries.increment();
    }

    /** How many writes were not acknowledged because their senders had been replaced as primary. */
    long formerPrimariesRefused() {
        return formerPrimaries.sum();
    }

    /** How many writes were not applied because something newer was held. */
    long stale() {
        return stale.sum();
    }
}
