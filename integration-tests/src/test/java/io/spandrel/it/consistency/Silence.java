package io.spandrel.it.consistency;

import java.util.concurrent.atomic.AtomicInteger;
import org.infinispan.Cache;
import org.infinispan.factories.GlobalComponentRegistry;
import org.infinispan.remoting.transport.Transport;
import org.infinispan.remoting.transport.jgroups.JGroupsTransport;
import org.jgroups.JChannel;
import org.jgroups.Message;
import org.jgroups.protocols.FD_ALL3;
import org.jgroups.protocols.TP;
import org.jgroups.stack.Protocol;
import org.jgroups.stack.ProtocolStack;
import org.jgroups.util.MessageBatch;
import org.jspecify.annotations.Nullable;

/** A member that hears nothing for a while but heartbeats, so that it takes nobody for dead however long that is. */
final class Silence extends Protocol implements AutoCloseable {

    private final AtomicInteger swallowed = new AtomicInteger();
    private final JChannel channel;
    private final short heartbeats;

    private Silence(JChannel channel) {
        this.channel = channel;
        this.heartbeats = channel.getProtocolStack().findProtocol(FD_ALL3.class).getId();
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
    public @Nullable Object up(Message message) {
        if (message.getHeader(heartbeats) != null) {
            return up_prot.up(message);
        }
        swallowed.incrementAndGet();
        return null;
    }

    @Override
    public void up(MessageBatch batch) {
        batch.forEach(this::up);
    }

    @Override
    public void close() {
        channel.getProtocolStack().removeProtocol(Silence.class);
    }
}
