package io.spandrel.grid.infinispan.negativelookup;

import io.spandrel.grid.infinispan.member.TypeIds;
import org.infinispan.protostream.annotations.ProtoFactory;
import org.infinispan.protostream.annotations.ProtoField;
import org.infinispan.protostream.annotations.ProtoTypeId;
import org.infinispan.remoting.transport.Address;

/** May I use your copies a while longer? */
@ProtoTypeId(TypeIds.RENEW_COMMAND)
final class RenewCommand extends FilterCommand {

    @ProtoField(1)
    final String cache;

    @ProtoField(2)
    final long session;

    @ProtoFactory
    RenewCommand(String cache, long session) {
        this.cache = cache;
        this.session = session;
    }

    @Override
    String cache() {
        return cache;
    }

    @Override
    Object answer(Subscriptions subscriptions, Address sender) {
        return subscriptions.subscribers().renew(sender, session);
    }
}
