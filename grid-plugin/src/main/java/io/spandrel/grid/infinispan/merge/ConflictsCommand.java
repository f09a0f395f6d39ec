package io.spandrel.grid.infinispan.merge;

import io.spandrel.grid.Conflict;
import io.spandrel.grid.consistency.Version;
import io.spandrel.grid.infinispan.member.LocalMember;
import io.spandrel.grid.infinispan.member.MemberCommand;
import io.spandrel.grid.infinispan.member.SentText;
import io.spandrel.grid.infinispan.member.TypeIds;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.infinispan.protostream.annotations.ProtoFactory;
import org.infinispan.protostream.annotations.ProtoField;
import org.infinispan.protostream.annotations.ProtoName;
import org.infinispan.protostream.annotations.ProtoTypeId;
import org.jspecify.annotations.Nullable;

/** Which conflicts do you remember? */
@ProtoTypeId(TypeIds.CONFLICTS_COMMAND)
final class ConflictsCommand extends MemberCommand {

    @ProtoField(1)
    final String cache;

    /** As {@link ConflictPosition} writes it. */
    @ProtoField(2)
    final String after;

    @ProtoField(3)
    final int limit;

    @ProtoField(4)
    final boolean values;

    @ProtoFactory
    ConflictsCommand(String cache, String after, int limit, boolean values) {
        this.cache = cache;
        this.after = after;
        this.limit = limit;
        this.values = values;
    }

    @Override
    public CompletionStage<Reply> answer(LocalMember member) {
        CacheConflicts conflicts = member.caches().find(cache, CacheConflicts.class);
        List<SentConflict> some =
                conflicts == null ? List.of() : conflicts.after(ConflictPosition.parse(after), member.name(), limit);
        return CompletableFuture.completedFuture(new Reply(
                values ? some : some.stream().map(SentConflict::concealed).toList()));
    }

    @Override
    public String toString() {
        return "ConflictsCommand{cache=" + cache + ", " + limit + " after " + after + "}";
    }

    /** @param conflicts the last one first */
    @ProtoName("ConflictsReply")
    @ProtoTypeId(TypeIds.CONFLICTS_REPLY)
    record Reply(@ProtoField(1) List<SentConflict> conflicts) {

        @ProtoFactory
        Reply {}
    }

    /**
     * {@link Conflict} as it travels.
     *
     * @param number of it in the member's log
     * @param at in milliseconds since 1970
     */
    @ProtoTypeId(TypeIds.SENT_CONFLICT)
    record SentConflict(
            @ProtoField(1) long number,
            @ProtoField(2) long at,
            @ProtoField(3) int segment,
            @ProtoField(4) SentText key,
            @ProtoField(5) SentWrite kept,
            @ProtoField(6) SentWrite dropped,
            @ProtoField(7) String resolver) {

        @ProtoFactory
        SentConflict {}

        SentConflict numbered(long other) {
            return new SentConflict(other, at, segment, key, kept, dropped, resolver);
        }

        SentConflict concealed() {
            return new SentConflict(number, at, segment, key, kept.concealed(), dropped.concealed(), resolver);
        }

        Conflict conflict(String member) {
            return new Conflict(
                    Instant.ofEpochMilli(at), member, segment, key.readable(), kept.write(), dropped.write(), resolver);
        }
    }

    /** {@link Conflict.Write} as it travels. */
    @ProtoTypeId(TypeIds.SENT_WRITE)
    record SentWrite(
            @ProtoField(1) long version,
            @ProtoField(2) boolean deleted,
            @ProtoField(3) @Nullable SentText value) {

        @ProtoFactory
        SentWrite {}

        SentWrite concealed() {
            return new SentWrite(version, deleted, null);
        }

        Conflict.Write write() {
            return new Conflict.Write(
                    Version.toString(version),
                    Instant.ofEpochMilli(Version.millis(version)),
                    deleted,
                    value == null ? null : value.readable());
        }
    }
}
