package io.spandrel.grid.infinispan.member;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.infinispan.protostream.annotations.ProtoFactory;
import org.infinispan.protostream.annotations.ProtoTypeId;
import org.infinispan.remoting.transport.Address;

/** I stop in order: do not miss me. */
@ProtoTypeId(TypeIds.STOPPING_COMMAND)
final class StoppingCommand extends MemberCommand {

    @ProtoFactory
    StoppingCommand() {}

    @Override
    public CompletionStage<Boolean> answer(LocalMember member) {
        Address origin = origin();
        if (origin != null) {
            member.missing().stops(origin);
        }
        return CompletableFuture.completedFuture(true);
    }

    @Override
    public String toString() {
        return "StoppingCommand{}";
    }
}
