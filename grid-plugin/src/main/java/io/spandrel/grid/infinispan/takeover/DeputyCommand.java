package io.spandrel.grid.infinispan.takeover;

import io.spandrel.grid.infinispan.member.LocalMember;
import io.spandrel.grid.infinispan.member.MemberCommand;
import io.spandrel.grid.infinispan.member.TypeIds;
import java.util.concurrent.CompletionStage;
import org.infinispan.protostream.annotations.ProtoFactory;
import org.infinispan.protostream.annotations.ProtoField;
import org.infinispan.protostream.annotations.ProtoTypeId;

/** A topology of a cache, which a deputy makes known in the coordinator's place. */
@ProtoTypeId(TypeIds.DEPUTY_COMMAND)
final class DeputyCommand extends MemberCommand {

    @ProtoField(1)
    final String cache;

    @ProtoField(value = 2, defaultValue = "0")
    final int viewId;

    @ProtoField(3)
    final byte[] topology;

    @ProtoFactory
    DeputyCommand(String cache, int viewId, byte[] topology) {
        this.cache = cache;
        this.viewId = viewId;
        this.topology = topology;
    }

    @Override
    public CompletionStage<?> answer(LocalMember member) {
        return member.component(Deputy.class).install(cache, viewId, topology);
    }

    @Override
    public String toString() {
        return "DeputyCommand{cache=" + cache + ", viewId=" + viewId + '}';
    }
}
