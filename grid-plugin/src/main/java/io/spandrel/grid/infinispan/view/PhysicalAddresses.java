package io.spandrel.grid.infinispan.view;

import org.infinispan.remoting.transport.Address;
import org.infinispan.remoting.transport.Transport;
import org.infinispan.remoting.transport.jgroups.JGroupsTransport;
import org.jgroups.JChannel;
import org.jgroups.PhysicalAddress;
import org.jgroups.stack.IpAddress;
import org.jspecify.annotations.Nullable;

/** Where members listen, as far as JGroups knows. */
public final class PhysicalAddresses {

    private PhysicalAddresses() {}

    /** Host and port of a member; null while it is unknown, or without a network. */
    public static @Nullable String of(@Nullable Transport transport, Address member) {
        JChannel channel = transport instanceof JGroupsTransport jgroups ? jgroups.getChannel() : null;
        if (channel == null) {
            return null;
        }
        PhysicalAddress address =
                channel.getProtocolStack().getTransport().getPhysicalAddressFromCache(Address.toExtendedUUID(member));
        return address instanceof IpAddress ip ? ip.printIpAddress() : null;
    }
}
