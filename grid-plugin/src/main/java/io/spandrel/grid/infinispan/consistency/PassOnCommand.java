package io.spandrel.grid.infinispan.consistency;

import io.spandrel.grid.infinispan.member.LocalMember;
import io.spandrel.grid.infinispan.member.MemberCommand;
import io.spandrel.grid.infinispan.member.TypeIds;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.infinispan.protostream.annotations.ProtoFactory;
import org.infinispan.protostream.annotations.ProtoField;
import org.infinispan.protostream.annotations.ProtoTypeId;
import org.infinispan.remoting.transport.Address;
import org.jspecify.annotations.Nullable;

/** Send that member what you hold of these keys, and tell me what it holds then. */
@ProtoTypeId(TypeIds.PASS_ON_COMMAND)
final class PassOnCommand extends MemberCommand {

    @ProtoField(1)
    final String cache;

    @ProtoField(2)
    final String to;

    /** As Infinispan's marshaller writes them. */
    @ProtoField(3)
    final List<byte[]> keys;

    @ProtoFactory
    PassOnCommand(String cache, String to, List<byte[]> keys) {
        this.cache = cache;
        this.to = to;
        this.keys = keys;
    }

    static PassOnCommand of(String cache, Address to, List<byte[]> keys) {
        return new PassOnCommand(cache, to.getNodeUUID().toString(), keys);
    }

    @Override
    public CompletionStage<RepairCommand.@Nullable Reply> answer(LocalMember member) {
        Repairs repairs = member.caches().find(cache, Repairs.class);
        return repairs == null
                ? CompletableFuture.completedFuture(null)
                : repairs.passOn(Address.fromNodeUUID(UUID.fromString(to)), keys);
    }

    @Override
    public String toString() {
        return "PassOnCommand{cache=" + cache + ", " + keys.size() + " keys to " + to + "}";
    }
}
