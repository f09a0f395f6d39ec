package io.spandrel.grid.infinispan.negativelookup;

import io.spandrel.grid.infinispan.member.TypeIds;
import io.spandrel.grid.negativelookup.Subscription;
import org.infinispan.protostream.annotations.ProtoFactory;
import org.infinispan.protostream.annotations.ProtoField;
import org.infinispan.protostream.annotations.ProtoTypeId;
import org.infinispan.remoting.transport.Address;
import org.jspecify.annotations.Nullable;

/** Give me a copy of that segment's filter, and tell me what is new in it; or do so no longer. */
@ProtoTypeId(TypeIds.SUBSCRIBE_COMMAND)
final class SubscribeCommand extends FilterCommand {

    @ProtoField(1)
    final String cache;

    @ProtoField(2)
    final boolean wanted;

    @ProtoField(3)
    final long session;

    @ProtoField(4)
    final int topologyId;

    @ProtoField(5)
    final int segment;

    @ProtoField(6)
    final long number;

    @ProtoFactory
    SubscribeCommand(String cache, boolean wanted, long session, int topologyId, int segment, long number) {
        this.cache = cache;
        this.wanted = wanted;
        this.session = session;
        this.topologyId = topologyId;
        this.segment = segment;
        this.number = number;
    }

    static SubscribeCommand of(String cache, boolean wanted, Subscription subscription) {
        return new SubscribeCommand(
                cache,
                wanted,
                subscription.session(),
                subscription.topologyId(),
                subscription.segment(),
                subscription.number());
    }

    @Override
    String cache() {
        return cache;
    }

    @Override
    @Nullable
    Object answer(Subscriptions subscriptions, Address sender) {
        Subscription subscription = new Subscription(session, topologyId, segment, number);
        if (wanted) {
            return subscriptions.subscribers().subscribe(sender, subscription);
        }
        subscriptions.subscribers().unsubscribe(sender, subscription);
        return null;
    }
}
