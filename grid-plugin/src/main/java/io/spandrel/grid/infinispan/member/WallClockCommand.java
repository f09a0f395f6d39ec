package io.spandrel.grid.infinispan.member;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.infinispan.protostream.annotations.ProtoFactory;
import org.infinispan.protostream.annotations.ProtoField;
import org.infinispan.protostream.annotations.ProtoName;
import org.infinispan.protostream.annotations.ProtoTypeId;

/** What does your wall clock show? */
@ProtoTypeId(TypeIds.WALL_CLOCK_COMMAND)
final class WallClockCommand extends MemberCommand {

    @ProtoFactory
    WallClockCommand() {}

    @Override
    public CompletionStage<Reply> answer(LocalMember member) {
        return CompletableFuture.completedFuture(new Reply(member.clockCheck().shown()));
    }

    @Override
    public String toString() {
        return "WallClockCommand{}";
    }

    /**
     * @param millis since 1970, right or not
     */
    @ProtoName("WallClockReply")
    @ProtoTypeId(TypeIds.WALL_CLOCK_REPLY)
    record Reply(@ProtoField(1) long millis) {

        @ProtoFactory
        Reply {}
    }
}
