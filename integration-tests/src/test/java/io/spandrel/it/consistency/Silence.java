package io.spandrel.it.consistency;

import java.util.concurrent.atomic.AtomicInteger;
import org.infinispan.Cache;
import org.infinispan.factories.GlobalComponentRegistry;
import org.infinispan.remoting.transport.Transport;
import org.infinispan.remoting.transport.jgroups.JGroupsTransport;
import org.jgroups.JChannel;
import org.jgroups.Message;
import org.jgroups.protocols.TP;
import org.jgroups.stack.Protocol;
import org.jgroups.stack.ProtocolStack;
import org.jgroups.util.MessageBatch;

/** A member that hears nothing for a while, too short for anybody to take it for dead. */
final class Silence extends Protocol implements AutoCloseable {

    private final AtomicInteger swallowed = new AtomicInteger();
    private final JChannel channel;

    private Silence(JChannel channel) {
        this.channel = channel;
    }

    static Silence of(Cache<?, ?> cache) {
        JChannel channel = ((JGroupsTransport)
                        GlobalComponentRegistry.componentOf(cache.getCacheManager(), Transport.class))
                .getChannel();
        Silence silence = new Silence(channel);
        try {
            channel.getProtocolStack().insertProtocol(silence, ProtocolStack.Position.ABOVE, TP.class);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        return silence;
    }

    /** How many messages were not heard. */
    int swallowed() {
        return swallowed.get();
    }

    @Override
    public Object up(Message message) {
        swallowed.incrementAndGet();
        return null;
    }

    @Override
    public void up(MessageBatch batch) {
        swallowed.addAndGet(batch.size());
    }

    @Override
    public void close() {
        channel.getProtocolStack().removeProtocol(Silence.class);
    }
}
