package io.spandrel.grid.infinispan;

import io.spandrel.grid.infinispan.member.LocalMember;
import io.spandrel.grid.infinispan.member.MemberCommand;
import io.spandrel.grid.infinispan.member.TypeIds;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.infinispan.protostream.annotations.ProtoFactory;
import org.infinispan.protostream.annotations.ProtoField;
import org.infinispan.protostream.annotations.ProtoTypeId;

/** An operation on a cache of all members is done: take note of it, as the member does that was asked for it. */
@ProtoTypeId(TypeIds.DONE_COMMAND)
final class DoneCommand extends MemberCommand {

    @ProtoField(1)
    final String cache;

    @ProtoField(2)
    final String what;

    /** Empty: no ids are given. */
    @ProtoField(3)
    final String correlation;

    @ProtoFactory
    DoneCommand(String cache, String what, String correlation) {
        this.cache = cache;
        this.what = what;
        this.correlation = correlation;
    }

    @Override
    public CompletionStage<Boolean> answer(LocalMember member) {
        member.component(Operations.class).noted(this);
        return CompletableFuture.completedFuture(true);
    }

    @Override
    public String toString() {
        return "DoneCommand{cache=" + cache + ", " + what + "}";
    }
}
