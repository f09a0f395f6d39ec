package io.spandrel.grid.infinispan.merge;

import io.spandrel.grid.infinispan.member.LocalMember;
import io.spandrel.grid.infinispan.member.MemberCommand;
import io.spandrel.grid.infinispan.member.TypeIds;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.infinispan.protostream.annotations.ProtoFactory;
import org.infinispan.protostream.annotations.ProtoField;
import org.infinispan.protostream.annotations.ProtoName;
import org.infinispan.protostream.annotations.ProtoTypeId;
import org.jspecify.annotations.Nullable;

/** A partition has healed: make all owners agree about the keys of which you are the primary in this topology. */
@ProtoTypeId(TypeIds.MERGE_COMMAND)
final class MergeCommand extends MemberCommand {

    @ProtoField(1)
    final String cache;

    @ProtoField(2)
    final int topologyId;

    @ProtoFactory
    MergeCommand(String cache, int topologyId) {
        this.cache = cache;
        this.topologyId = topologyId;
    }

    @Override
    public CompletionStage<@Nullable Reply> answer(LocalMember member) {
        CacheMerge merge = member.caches().find(cache, CacheMerge.class);
        return merge == null ? CompletableFuture.completedFuture(null) : merge.here(topologyId);
    }

    @Override
    public String toString() {
        return "MergeCommand{cache=" + cache + ", topology " + topologyId + "}";
    }

    /**
     * @param differing about how many keys owners did not agree
     * @param unsettled how many of them they may still not agree about
     * @param failure why some are unsettled, or some were not looked at; null: all are settled
     * @param conflicts how many writes did not stay, because one of another side did
     * @param segments how many segments were looked at
     */
    @ProtoName("MergeReply")
    @ProtoTypeId(TypeIds.MERGE_REPLY)
    record Reply(
            @ProtoField(1) long differing,
            @ProtoField(2) long unsettled,
            @ProtoField(3) @Nullable String failure,
            @ProtoField(4) long conflicts,
            @ProtoField(5) long segments) {

        static final Reply NOTHING = new Reply(0, 0, null, 0, 0);

        @ProtoFactory
        Reply {}

        static Reply failed(String failure) {
            return new Reply(0, 0, failure, 0, 0);
        }

        Reply and(Reply other) {
            return new Reply(
                    differing + other.differing,
                    unsettled + other.unsettled,
                    failure == null ? other.failure : failure,
                    conflicts + other.conflicts,
                    segments + other.segments);
        }

        /** The same of which so many writes did not stay. */
        Reply withConflicts(long count) {
            return new Reply(differing, unsettled, failure, count, segments);
        }

        /** The same of one segment. */
        Reply ofSegment() {
            return new Reply(differing, unsettled, failure, conflicts, 1);
        }
    }
}
