package io.spandrel.grid.infinispan.member;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.infinispan.protostream.annotations.ProtoFactory;
import org.infinispan.protostream.annotations.ProtoField;
import org.infinispan.protostream.annotations.ProtoName;
import org.infinispan.protostream.annotations.ProtoTypeId;
import org.infinispan.remoting.transport.Address;

/** This is who I am; who are you? */
@ProtoTypeId(TypeIds.IDENTITY_COMMAND)
public final class IdentityCommand extends MemberCommand {

    @ProtoField(1)
    final Identity sender;

    @ProtoFactory
    public IdentityCommand(Identity sender) {
        this.sender = sender;
    }

    @Override
    public CompletionStage<Identity> answer(LocalMember member) {
        Address origin = origin();
        if (origin != null) {
            member.heard(origin, sender);
        }
        return CompletableFuture.completedFuture(member.identity());
    }

    /**
     * @param name the stable name the member was given; empty: it goes by its transport's name
     * @param version Spandrel's version there
     * @param named whether the configuration gives its name, so that it stays the same over restarts
     */
    @ProtoName("Identity")
    @ProtoTypeId(TypeIds.IDENTITY)
    public record Identity(
            @ProtoField(1) String name,
            @ProtoField(2) String version,
            @ProtoField(value = 3, defaultValue = "false") boolean named) {

        @ProtoFactory
        public Identity {}
    }
}
