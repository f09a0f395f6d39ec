package io.spandrel.grid.infinispan;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.infinispan.protostream.annotations.ProtoFactory;
import org.infinispan.protostream.annotations.ProtoTypeId;

/** Are you there? */
@ProtoTypeId(GridSchema.PRESENCE_COMMAND)
final class PresenceCommand extends MemberCommand {

    @ProtoFactory
    PresenceCommand() {}

    @Override
    CompletionStage<Boolean> answer(LocalMember member) {
        return CompletableFuture.completedFuture(true);
    }

    @Override
    public String toString() {
        return "PresenceCommand{}";
    }
}
