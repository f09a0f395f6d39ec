package io.spandrel.grid.infinispan.member;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.infinispan.protostream.annotations.ProtoFactory;
import org.infinispan.protostream.annotations.ProtoField;
import org.infinispan.protostream.annotations.ProtoName;
import org.infinispan.protostream.annotations.ProtoTypeId;

/** With which configuration do you run this cache? Also a member that is just starting it answers. */
@ProtoTypeId(TypeIds.AGREEMENT_COMMAND)
final class AgreementCommand extends MemberCommand {

    @ProtoField(1)
    final String cache;

    @ProtoFactory
    AgreementCommand(String cache) {
        this.cache = cache;
    }

    @Override
    public CompletionStage<Reply> answer(LocalMember member) {
        CacheSide side = member.caches().find(cache);
        return CompletableFuture.completedFuture(side == null ? Reply.NO_SUCH_CACHE : side.agreement());
    }

    @Override
    public String toString() {
        return "AgreementCommand{cache=" + cache + '}';
    }

    /**
     * @param present whether the member has the cache
     * @param agreed what all members must agree on, by {@code element.attribute}
     * @param changed live attributes that were changed there at run time, by {@code element.attribute}
     */
    @ProtoName("AgreementReply")
    @ProtoTypeId(TypeIds.AGREEMENT_REPLY)
    record Reply(
            @ProtoField(1) boolean present,
            @ProtoField(2) Map<String, String> agreed,
            @ProtoField(3) Map<String, String> changed) {

        static final Reply NO_SUCH_CACHE = new Reply(false, Map.of(), Map.of());

        @ProtoFactory
        Reply {}
    }
}
