package io.spandrel.grid.infinispan.tombstone;

import io.spandrel.grid.infinispan.member.LocalMember;
import io.spandrel.grid.infinispan.member.TypeIds;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.infinispan.protostream.annotations.ProtoFactory;
import org.infinispan.protostream.annotations.ProtoTypeId;

/** All owners of a segment have had these deletes for longer than grace in this topology: forget them. */
@ProtoTypeId(TypeIds.PURGE_COMMAND)
final class PurgeCommand extends SegmentDeletesCommand {

    @ProtoFactory
    PurgeCommand(String cache, int topologyId, int segment, List<byte[]> keys, List<Long> versions) {
        super(cache, topologyId, segment, keys, versions);
    }

    @Override
    public CompletionStage<?> answer(LocalMember member) {
        DeletesConfirmation confirmation = member.caches().find(cache, DeletesConfirmation.class);
        return confirmation == null
                ? CompletableFuture.completedFuture(true)
                : confirmation.purge(origin(), topologyId, segment, keys, versions);
    }
}
