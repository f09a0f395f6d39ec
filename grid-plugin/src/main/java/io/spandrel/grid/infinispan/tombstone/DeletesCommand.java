package io.spandrel.grid.infinispan.tombstone;

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
import org.jspecify.annotations.Nullable;

/** I begin to own these segments in this topology: what do you know to be deleted in them? */
@ProtoTypeId(TypeIds.DELETES_COMMAND)
final class DeletesCommand extends MemberCommand {

    @ProtoField(1)
    final String cache;

    @ProtoField(2)
    final int topologyId;

    @ProtoField(3)
    final List<Integer> segments;

    @ProtoFactory
    DeletesCommand(String cache, int topologyId, List<Integer> segments) {
        this.cache = cache;
        this.topologyId = topologyId;
        this.segments = segments;
    }

    @Override
    public CompletionStage<@Nullable Reply> answer(LocalMember member) {
        DeletesTransfer transfer = member.caches().find(cache, DeletesTransfer.class);
        return transfer == null ? CompletableFuture.completedFuture(null) : transfer.deletes(topologyId, segments);
    }

    @Override
    public String toString() {
        return "DeletesCommand{cache=" + cache + ", topology " + topologyId + ", " + segments.size() + " segments}";
    }

    /**
     * @param cleared version of the cache's last clear
     * @param keys as Infinispan's marshaller writes them
     * @param versions of their deletes, in the same order
     * @param forgotten for each segment asked for, the newest delete that was not remembered
     */
    @ProtoName("DeletesReply")
    @ProtoTypeId(TypeIds.DELETES_REPLY)
    record Reply(
            @ProtoField(1) long cleared,
            @ProtoField(2) List<byte[]> keys,
            @ProtoField(3) List<Long> versions,
            @ProtoField(4) List<Long> forgotten) {

        @ProtoFactory
        Reply {}
    }
}
