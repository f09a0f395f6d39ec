package io.spandrel.grid.infinispan.view;

import io.spandrel.grid.MemberDetail;
import io.spandrel.grid.infinispan.member.HostField;
import java.util.concurrent.atomic.LongAdder;
import org.infinispan.remoting.transport.Transport;
import org.infinispan.remoting.transport.jgroups.JGroupsTransport;
import org.jgroups.JChannel;
import org.jgroups.protocols.ReliableMulticast;
import org.jgroups.protocols.ReliableUnicast;
import org.jgroups.protocols.UNICAST3;
import org.jgroups.protocols.pbcast.NAKACK2;
import org.jgroups.stack.ProtocolStack;
import org.jspecify.annotations.Nullable;

/** Messages that had to be sent again since this member joined, to one or to all, in JGroups' older and newer protocols. */
public final class Retransmits {

    /* What goes to one member is counted without getters. */
    private static final OfUnicast OLDER = new OfUnicast(UNICAST3.class);
    private static final OfUnicast NEWER = new OfUnicast(ReliableUnicast.class);

    private Retransmits() {}

    public static MemberDetail.Retransmits of(@Nullable Transport transport) {
        JChannel channel = transport instanceof JGroupsTransport jgroups ? jgroups.getChannel() : null;
        MemberDetail.Retransmits all = new MemberDetail.Retransmits(0, 0, 0);
        if (channel == null) {
            return all;
        }
        ProtocolStack stack = channel.getProtocolStack();
        UNICAST3 older = stack.findProtocol(UNICAST3.class);
        if (older != null) {
            all = plus(all, OLDER.asked(older), OLDER.askedFor(older), OLDER.sent(older) + older.getNumXmits());
        }
        ReliableUnicast newer = stack.findProtocol(ReliableUnicast.class);
        if (newer != null) {
            all = plus(all, NEWER.asked(newer), NEWER.askedFor(newer), NEWER.sent(newer) + newer.getNumXmits());
        }
        NAKACK2 olderToAll = stack.findProtocol(NAKACK2.class);
        if (olderToAll != null) {
            all = plus(
                    all,
                    olderToAll.getXmitRequestsSent(),
                    olderToAll.getXmitRequestsReceived(),
                    olderToAll.getXmitResponsesSent());
        }
        ReliableMulticast newerToAll = stack.findProtocol(ReliableMulticast.class);
        if (newerToAll != null) {
            all = plus(
                    all,
                    newerToAll.getXmitRequestsSent(),
                    newerToAll.getXmitRequestsReceived(),
                    newerToAll.getXmitResponsesSent());
        }
        return all;
    }

    private static MemberDetail.Retransmits plus(MemberDetail.Retransmits to, long asked, long askedFor, long sent) {
        return new MemberDetail.Retransmits(to.asked() + asked, to.askedFor() + askedFor, to.sent() + sent);
    }

    private static final class OfUnicast {

        private final HostField<LongAdder> asked;
        private final HostField<LongAdder> askedFor;
        private final HostField<LongAdder> sent;

        OfUnicast(Class<?> protocol) {
            asked = new HostField<>(protocol, "xmit_reqs_sent");
            askedFor = new HostField<>(protocol, "xmit_reqs_received");
            sent = new HostField<>(protocol, "xmit_rsps_sent");
        }

        long asked(Object protocol) {
            return asked.get(protocol).sum();
        }

        long askedFor(Object protocol) {
            return askedFor.get(protocol).sum();
        }

        /** Without those that nobody had asked for. */
        long sent(Object protocol) {
            return sent.get(protocol).sum();
        }
    }
}
