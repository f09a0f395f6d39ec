package io.spandrel.grid.infinispan.member;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.infinispan.protostream.annotations.ProtoFactory;
import org.infinispan.protostream.annotations.ProtoTypeId;
import org.infinispan.remoting.transport.Address;

/** Are you there? */
@ProtoTypeId(TypeIds.PRESENCE_COMMAND)
public final class PresenceCommand extends MemberCommand {

    @ProtoFactory
    PresenceCommand() {}

    /** Whether {@code member} answers within that time, whatever it is busy with; never completes exceptionally. */
    public static CompletionStage<Boolean> ask(Peers peers, Address member, Duration patience) {
        return peers.askPastFlowControl(member, new PresenceCommand(), Boolean.class, patience)
                .thenApply(answer -> Boolean.TRUE.equals(answer.value()));
    }

    @Override
    public CompletionStage<Boolean> answer(LocalMember member) {
        return CompletableFuture.completedFuture(true);
    }

    @Override
    public String toString() {
        return "PresenceCommand{}";
    }
}
