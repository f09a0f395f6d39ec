package io.spandrel.it.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.infinispan.factories.GlobalComponentRegistry;
import org.infinispan.manager.EmbeddedCacheManager;
import org.infinispan.remoting.transport.Transport;
import org.infinispan.remoting.transport.jgroups.JGroupsTransport;
import org.jgroups.Address;
import org.jgroups.Event;
import org.jgroups.JChannel;
import org.jgroups.protocols.DISCARD;
import org.jgroups.protocols.FD_ALL3;
import org.jgroups.protocols.TP;
import org.jgroups.protocols.pbcast.GMS;
import org.jgroups.stack.ProtocolStack;

/**
 * A network between two groups of members that loses every message, until healed. Each side gives the other up at once,
 * as if its failure detection had found out.
 */
public final class Cut {

    private final List<JChannel> channels = new ArrayList<>();
    private final List<DISCARD> losses = new ArrayList<>();

    private Cut() {}

    public static Cut between(List<EmbeddedCacheManager> left, List<EmbeddedCacheManager> right) {
        Cut cut = new Cut();
        left.forEach(member -> cut.lose(member, right));
        right.forEach(member -> cut.lose(member, left));
        left.forEach(member -> giveUp(member, right));
        right.forEach(member -> giveUp(member, left));
        return cut;
    }

    /** A member that is frozen: nothing reaches it and nothing leaves it, the others give it up at once, and it does not notice. */
    public static Cut around(EmbeddedCacheManager frozen, List<EmbeddedCacheManager> others) {
        Cut cut = silent(frozen, others);
        others.forEach(member -> giveUp(member, List.of(frozen)));
        return cut;
    }

    /** A member whom the others do not hear, and that does not hear them; it is up to their failure detection to find out. */
    public static Cut silent(EmbeddedCacheManager frozen, List<EmbeddedCacheManager> others) {
        Cut cut = new Cut();
        cut.lose(frozen, others);
        others.forEach(member -> cut.lose(member, List.of(frozen)));
        return cut;
    }

    /** The same network between two groups, of whom nobody ever gives anybody up. */
    public static Cut unnoticed(List<EmbeddedCacheManager> left, List<EmbeddedCacheManager> right) {
        Cut cut = new Cut();
        Stream.concat(left.stream(), right.stream())
                .forEach(member -> channel(member).getProtocolStack().removeProtocol(FD_ALL3.class));
        left.forEach(member -> cut.lose(member, right));
        right.forEach(member -> cut.lose(member, left));
        return cut;
    }

    /** Messages pass again; the members find each other sooner or later. */
    public void heal() {
        for (int i = 0; i < channels.size(); i++) {
            channels.get(i).getProtocolStack().removeProtocol(losses.get(i));
        }
    }

    private void lose(EmbeddedCacheManager member, List<EmbeddedCacheManager> others) {
        DISCARD loss = new DISCARD();
        addresses(others).forEach(loss::addIgnoreMember);
        JChannel channel = channel(member);
        try {
            channel.getProtocolStack().insertProtocol(loss, ProtocolStack.Position.ABOVE, TP.class);
        } catch (Exception e) {
            throw new IllegalStateException("nothing can be lost on " + channel, e);
        }
        channels.add(channel);
        losses.add(loss);
    }

    private static void giveUp(EmbeddedCacheManager member, List<EmbeddedCacheManager> others) {
        GMS membership = channel(member).getProtocolStack().findProtocol(GMS.class);
        membership.up(new Event(Event.SUSPECT, addresses(others)));
    }

    private static List<Address> addresses(List<EmbeddedCacheManager> members) {
        return members.stream().map(member -> channel(member).getAddress()).toList();
    }

    private static JChannel channel(EmbeddedCacheManager member) {
        return ((JGroupsTransport) GlobalComponentRegistry.componentOf(member, Transport.class)).getChannel();
    }
}
