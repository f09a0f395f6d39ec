package io.spandrel.grid.infinispan.member;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.infinispan.protostream.annotations.ProtoFactory;
import org.infinispan.protostream.annotations.ProtoField;
import org.infinispan.protostream.annotations.ProtoName;
import org.infinispan.protostream.annotations.ProtoTypeId;
import org.infinispan.remoting.transport.Address;

/** I want this number for my versions; which one is yours? */
@ProtoTypeId(TypeIds.NUMBER_COMMAND)
final class NumberCommand extends MemberCommand {

    @ProtoField(1)
    final int number;

    @ProtoFactory
    NumberCommand(int number) {
        this.number = number;
    }

    @Override
    public CompletionStage<Reply> answer(LocalMember member) {
        Address origin = origin();
        boolean first =
                origin != null && member.peers().before(origin, member.peers().self());
        boolean settled = member.number().asked(number, first);
        return CompletableFuture.completedFuture(new Reply(member.number().current(), settled));
    }

    @Override
    public String toString() {
        return "NumberCommand{" + number + '}';
    }

    /**
     * @param number {@link MemberNumber#NONE}: none so far
     * @param settled whether the member keeps it
     */
    @ProtoName("NumberReply")
    @ProtoTypeId(TypeIds.NUMBER_REPLY)
    record Reply(@ProtoField(1) int number, @ProtoField(2) boolean settled) {

        @ProtoFactory
        Reply {}
    }
}
