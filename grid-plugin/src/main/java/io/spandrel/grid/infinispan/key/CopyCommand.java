package io.spandrel.grid.infinispan.key;

import io.spandrel.grid.KeyCopy.State;
import io.spandrel.grid.consistency.Digest;
import io.spandrel.grid.infinispan.consistency.CacheVersions;
import io.spandrel.grid.infinispan.member.CacheSide;
import io.spandrel.grid.infinispan.member.LocalMember;
import io.spandrel.grid.infinispan.member.MemberCommand;
import io.spandrel.grid.infinispan.member.SentText;
import io.spandrel.grid.infinispan.member.TypeIds;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.infinispan.container.entries.InternalCacheEntry;
import org.infinispan.container.impl.InternalDataContainer;
import org.infinispan.persistence.manager.PersistenceManager;
import org.infinispan.protostream.annotations.ProtoFactory;
import org.infinispan.protostream.annotations.ProtoField;
import org.infinispan.protostream.annotations.ProtoName;
import org.infinispan.protostream.annotations.ProtoTypeId;
import org.jspecify.annotations.Nullable;

/** What do you hold of this key? */
@ProtoTypeId(TypeIds.COPY_COMMAND)
final class CopyCommand extends MemberCommand {

    /** Characters of a value that are shown. */
    private static final int VALUE_LENGTH_MAX = 16 * 1024;

    @ProtoField(1)
    final String cache;

    @ProtoField(2)
    final int segment;

    /** As Infinispan's marshaller writes it. */
    @ProtoField(3)
    final byte[] key;

    @ProtoField(4)
    final boolean value;

    @ProtoFactory
    CopyCommand(String cache, int segment, byte[] key, boolean value) {
        this.cache = cache;
        this.segment = segment;
        this.key = key;
        this.value = value;
    }

    @Override
    public CompletionStage<Reply> answer(LocalMember member) {
        CacheSide side = member.caches().findRunning(cache);
        return side == null
                ? CompletableFuture.completedFuture(Reply.absent())
                : member.supplyBlocking(() -> new CacheKeys(side).read(key)).thenCompose(stored -> read(side, stored));
    }

    @SuppressWarnings("unchecked")
    private CompletionStage<Reply> read(CacheSide side, Object stored) {
        InternalDataContainer<Object, Object> container = side.component(InternalDataContainer.class);
        InternalCacheEntry<Object, Object> entry = container.peek(segment, stored);
        if (entry != null && entry.getValue() != null) {
            return CompletableFuture.completedFuture(held(side, State.MEMORY, entry.getValue(), HeldEntry.of(entry)));
        }
        if (!side.configuration().persistence().usingStores()) {
            return CompletableFuture.completedFuture(without(side, stored));
        }
        return side.component(PersistenceManager.class)
                .loadFromAllStores(stored, segment, true, true)
                .thenApply(loaded -> loaded == null || loaded.getValue() == null
                        ? without(side, stored)
                        : held(side, State.STORE, loaded.getValue(), HeldEntry.of(loaded)));
    }

    private Reply held(CacheSide side, State state, Object content, HeldEntry entry) {
        CacheKeys keys = new CacheKeys(side);
        SentText shown = value ? SentText.of(keys.readable().of(content, keys.valueType(), VALUE_LENGTH_MAX)) : null;
        return new Reply(state.name(), entry, keys.valueHash(content), shown, entry.version());
    }

    private Reply without(CacheSide side, Object stored) {
        CacheVersions versions = side.find(CacheVersions.class);
        Digest deleted = versions == null ? Digest.ABSENT : versions.deletes().of(stored, segment);
        return deleted.kind() == Digest.Kind.TOMBSTONE
                ? new Reply(State.DELETED.name(), null, null, null, deleted.version())
                : Reply.absent();
    }

    @Override
    public String toString() {
        return "CopyCommand{cache=" + cache + ", segment=" + segment + '}';
    }

    /**
     * @param state {@link State}
     * @param entry null if there is no value
     * @param valueHash null if there is no value
     * @param value null if there is none, or it was not asked for
     * @param version of the write or the delete; {@code Version.NONE}: none is known
     */
    @ProtoName("CopyReply")
    @ProtoTypeId(TypeIds.COPY_REPLY)
    record Reply(
            @ProtoField(1) String state,
            @ProtoField(2) @Nullable HeldEntry entry,
            @ProtoField(3) @Nullable String valueHash,
            @ProtoField(4) @Nullable SentText value,
            @ProtoField(5) long version) {

        @ProtoFactory
        Reply {}

        static Reply absent() {
            return new Reply(State.ABSENT.name(), null, null, null, io.spandrel.grid.consistency.Version.NONE);
        }
    }
}
