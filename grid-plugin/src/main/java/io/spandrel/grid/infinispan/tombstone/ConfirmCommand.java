package io.spandrel.grid.infinispan.tombstone;

import io.spandrel.grid.infinispan.member.LocalMember;
import io.spandrel.grid.infinispan.member.TypeIds;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.infinispan.protostream.annotations.ProtoFactory;
import org.infinispan.protostream.annotations.ProtoField;
import org.infinispan.protostream.annotations.ProtoName;
import org.infinispan.protostream.annotations.ProtoTypeId;
import org.jspecify.annotations.Nullable;

/** I have these deletes of a segment in this topology. Take those that you lack; which do you have? */
@ProtoTypeId(TypeIds.CONFIRM_COMMAND)
final class ConfirmCommand extends SegmentDeletesCommand {

    @ProtoFactory
    ConfirmCommand(String cache, int topologyId, int segment, List<byte[]> keys, List<Long> versions) {
        super(cache, topologyId, segment, keys, versions);
    }

    @Override
    public CompletionStage<@Nullable Reply> answer(LocalMember member) {
        DeletesConfirmation confirmation = member.caches().find(cache, DeletesConfirmation.class);
        return confirmation == null
                ? CompletableFuture.completedFuture(null)
                : confirmation
                        .confirm(origin(), topologyId, segment, keys, versions)
                        .thenApply(Reply::new);
    }

    /**
     * @param has places in the list of those deletes that the member has, or something newer
     */
    @ProtoName("ConfirmReply")
    @ProtoTypeId(TypeIds.CONFIRM_REPLY)
    record Reply(@ProtoField(1) List<Integer> has) {

        @ProtoFactory
        Reply {}
    }
}
