package io.spandrel.grid.infinispan.eviction;

import io.spandrel.grid.coordination.SegmentDigest;
import io.spandrel.grid.infinispan.member.LocalMember;
import io.spandrel.grid.infinispan.member.MemberCommand;
import io.spandrel.grid.infinispan.member.TypeIds;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.infinispan.protostream.annotations.ProtoFactory;
import org.infinispan.protostream.annotations.ProtoField;
import org.infinispan.protostream.annotations.ProtoName;
import org.infinispan.protostream.annotations.ProtoTypeId;

/** Which keys do you hold in those of these segments that differ from mine? */
@ProtoTypeId(TypeIds.COMPARISON_COMMAND)
final class ComparisonCommand extends MemberCommand {

    @ProtoField(1)
    final String cache;

    @ProtoField(2)
    final List<Digest> digests;

    @ProtoFactory
    ComparisonCommand(String cache, List<Digest> digests) {
        this.cache = cache;
        this.digests = digests;
    }

    @Override
    public CompletionStage<Reply> answer(LocalMember member) {
        CacheCoordination coordination = member.caches().find(cache, CacheCoordination.class);
        return coordination == null
                ? CompletableFuture.completedFuture(new Reply(List.of()))
                : member.supplyBlocking(() -> coordination.differing(digests));
    }

    @Override
    public String toString() {
        return "ComparisonCommand{cache=" + cache + ", " + digests.size() + " segments}";
    }

    /** {@link SegmentDigest} as it travels. */
    @ProtoTypeId(TypeIds.SEGMENT_DIGEST)
    record Digest(
            @ProtoField(1) int segment,
            @ProtoField(2) int count,
            @ProtoField(3) long sum) {

        @ProtoFactory
        Digest {}

        static Digest of(SegmentDigest from) {
            return new Digest(from.segment(), from.count(), from.sum());
        }

        SegmentDigest digest() {
            return new SegmentDigest(segment, count, sum);
        }
    }

    /** @param segments those that differ, or some of them */
    @ProtoName("ComparisonReply")
    @ProtoTypeId(TypeIds.COMPARISON_REPLY)
    record Reply(@ProtoField(1) List<SegmentKeys> segments) {

        @ProtoFactory
        Reply {}
    }

    /**
     * @param segment the segment
     * @param keys its keys at the answering member, as Infinispan's marshaller writes them
     */
    @ProtoTypeId(TypeIds.SEGMENT_KEYS)
    record SegmentKeys(
            @ProtoField(1) int segment, @ProtoField(2) List<byte[]> keys) {

        @ProtoFactory
        SegmentKeys {}
    }
}
