package io.spandrel.grid.infinispan.view;

import java.util.List;
import org.infinispan.remoting.transport.Address;
import org.infinispan.remoting.transport.Transport;
import org.infinispan.remoting.transport.jgroups.JGroupsTransport;
import org.jgroups.JChannel;
import org.jgroups.protocols.FailureDetection;
import org.jspecify.annotations.Nullable;

/** What JGroups' failure detection holds of members. */
public final class FailureDetector {

    private FailureDetector() {}

    /** Whether a member of the view has sent nothing for so long that it is about to be excluded. */
    public static boolean suspects(@Nullable Transport transport, Address member) {
        JChannel channel = transport instanceof JGroupsTransport jgroups ? jgroups.getChannel() : null;
        FailureDetection detection =
                channel == null ? null : channel.getProtocolStack().findProtocol(FailureDetection.class);
        return detection != null
                && names(detection.getSuspectedMembers())
                        .contains(Address.toExtendedUUID(member).toString());
    }

    /** JGroups tells them as a set is printed. */
    static List<String> names(String printed) {
        return List.of(printed.substring(1, printed.length() - 1).split(", "));
    }
}
