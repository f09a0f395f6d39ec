package io.spandrel.grid.infinispan.key;

import io.spandrel.grid.infinispan.member.CacheSide;
import io.spandrel.grid.infinispan.member.LocalMember;
import io.spandrel.grid.infinispan.member.MemberCommand;
import io.spandrel.grid.infinispan.member.SentText;
import io.spandrel.grid.infinispan.member.TypeIds;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.infinispan.protostream.annotations.ProtoFactory;
import org.infinispan.protostream.annotations.ProtoField;
import org.infinispan.protostream.annotations.ProtoName;
import org.infinispan.protostream.annotations.ProtoTypeId;

/** Which keys do you hold in these segments, from here on? */
@ProtoTypeId(TypeIds.KEYS_COMMAND)
final class KeysCommand extends MemberCommand {

    @ProtoField(1)
    final String cache;

    @ProtoField(2)
    final List<Integer> segments;

    @ProtoField(3)
    final int afterSegment;

    @ProtoField(4)
    final long afterHash;

    @ProtoField(5)
    final String match;

    @ProtoField(6)
    final String text;

    @ProtoField(7)
    final int limit;

    @ProtoFactory
    KeysCommand(
            String cache,
            List<Integer> segments,
            int afterSegment,
            long afterHash,
            String match,
            String text,
            int limit) {
        this.cache = cache;
        this.segments = segments;
        this.afterSegment = afterSegment;
        this.afterHash = afterHash;
        this.match = match;
        this.text = text;
        this.limit = limit;
    }

    @Override
    public CompletionStage<Reply> answer(LocalMember member) {
        CacheSide side = member.caches().findRunning(cache);
        return side == null
                ? CompletableFuture.completedFuture(Reply.NONE)
                : member.supplyBlocking(() -> new KeyScan(side).run(this));
    }

    KeyPosition after() {
        return new KeyPosition(afterSegment, afterHash);
    }

    @Override
    public String toString() {
        return "KeysCommand{cache=" + cache + ", " + segments.size() + " segments, " + limit + " keys}";
    }

    /**
     * @param keys in the order of their positions
     * @param examined keys looked at
     * @param reachedSegment segment of the position up to which {@code keys} is complete
     * @param reachedHash its hash
     */
    @ProtoName("KeysReply")
    @ProtoTypeId(TypeIds.KEYS_REPLY)
    record Reply(
            @ProtoField(1) List<FoundKey> keys,
            @ProtoField(2) long examined,
            @ProtoField(3) int reachedSegment,
            @ProtoField(4) long reachedHash) {

        static final Reply NONE = new Reply(List.of(), 0, KeyPosition.END.segment(), KeyPosition.END.hash());

        @ProtoFactory
        Reply {}

        KeyPosition reached() {
            return new KeyPosition(reachedSegment, reachedHash);
        }
    }

    /** A key and what is held under it. */
    @ProtoTypeId(TypeIds.FOUND_KEY)
    record FoundKey(
            @ProtoField(1) int segment,
            @ProtoField(2) long hash,
            @ProtoField(3) SentText key,
            @ProtoField(4) HeldEntry entry) {

        @ProtoFactory
        FoundKey {}

        KeyPosition position() {
            return new KeyPosition(segment, hash);
        }
    }
}
