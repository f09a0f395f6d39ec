package io.spandrel.grid.infinispan.takeover;

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

/** That member does not answer me: have others be primary in these caches; goes to the coordinator of the view, or its deputy. */
@ProtoTypeId(TypeIds.TAKEOVER_COMMAND)
final class TakeoverCommand extends MemberCommand {

    @ProtoField(1)
    final String silent;

    @ProtoField(2)
    final List<String> caches;

    @ProtoFactory
    TakeoverCommand(String silent, List<String> caches) {
        this.silent = silent;
        this.caches = caches;
    }

    static TakeoverCommand of(Address silent, List<String> caches) {
        return new TakeoverCommand(silent.getNodeUUID().toString(), caches);
    }

    @Override
    public CompletionStage<?> answer(LocalMember member) {
        Address from = origin() == null ? member.peers().self() : origin();
        Address suspect = Address.fromNodeUUID(UUID.fromString(silent));
        if (member.peers().coordinates()) {
            member.component(Takeover.class).begin(suspect, from, caches);
        } else {
            member.component(Deputy.class).hear(suspect, from, caches);
        }
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public String toString() {
        return "TakeoverCommand{silent=" + silent + ", caches=" + caches + '}';
    }
}
