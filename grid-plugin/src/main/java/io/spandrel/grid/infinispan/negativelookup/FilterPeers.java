package io.spandrel.grid.infinispan.negativelookup;

import io.spandrel.grid.negativelookup.Announcement;
import io.spandrel.grid.negativelookup.FilterState;
import io.spandrel.grid.negativelookup.Lease;
import io.spandrel.grid.negativelookup.Subscription;
import io.spandrel.grid.negativelookup.SubscriptionPeers;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.infinispan.remoting.inboundhandler.DeliverOrder;
import org.infinispan.remoting.transport.Address;
import org.infinispan.remoting.transport.Transport;
import org.infinispan.remoting.transport.impl.SingleResponseCollector;
import org.jspecify.annotations.Nullable;

/** The other members of one cache, by Infinispan's transport. */
final class FilterPeers implements SubscriptionPeers<Address, FilterState> {

    private final String cache;
    private final Transport transport;
    private final Lease lease;

    FilterPeers(String cache, Transport transport, Lease lease) {
        this.cache = cache;
        this.transport = transport;
        this.lease = lease;
    }

    @Override
    public CompletionStage<@Nullable FilterState> subscribe(Address owner, Subscription subscription) {
        return ask(owner, SubscribeCommand.of(cache, true, subscription)).thenApply(FilterState.class::cast);
    }

    @Override
    public CompletionStage<Boolean> renew(Address owner, long session) {
        return ask(owner, new RenewCommand(cache, session)).thenApply(Boolean.TRUE::equals);
    }

    @Override
    public void unsubscribe(Address owner, Subscription subscription) {
        ask(owner, SubscribeCommand.of(cache, false, subscription));
    }

    @Override
    public CompletionStage<Boolean> announce(Address subscriber, Announcement announcement) {
        return ask(subscriber, AnnounceCommand.of(cache, announcement)).thenApply(Boolean.TRUE::equals);
    }

    @Override
    public CompletionStage<Map<Address, Long>> fence(Address member, int topologyId) {
        return ask(member, new FenceCommand(cache, topologyId))
                .thenApply(reply -> FenceCommand.Reply.class.cast(reply).remaining());
    }

    /* What cannot even be sent fails like what is not answered. */
    private CompletionStage<@Nullable Object> ask(Address member, FilterCommand command) {
        return CompletableFuture.completedFuture(command)
                .thenCompose(sent -> transport.invokeCommand(
                        member,
                        sent,
                        SingleResponseCollector.validOnly(),
                        DeliverOrder.NONE,
                        lease.length().toMillis(),
                        TimeUnit.MILLISECONDS))
                .thenApply(response -> response.getResponseValue());
    }
}
