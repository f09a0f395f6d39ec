package io.spandrel.grid.infinispan.eviction;

import java.util.ArrayList;
import java.util.List;
import org.infinispan.factories.GlobalComponentRegistry;
import org.infinispan.manager.EmbeddedCacheManager;
import org.infinispan.remoting.transport.Transport;
import org.infinispan.remoting.transport.jgroups.JGroupsTransport;
import org.jgroups.JChannel;
import org.jgroups.protocols.DISCARD;
import org.jgroups.protocols.TP;
import org.jgroups.stack.ProtocolStack;

/** A network between two groups of members that loses every message, until healed. */
final class Split {

    private final List<DISCARD> cuts = new ArrayList<>();

    private Split() {}

    static Split of(List<EmbeddedCacheManager> left, List<EmbeddedCacheManager> right) throws Exception {
        Split split = new Split();
        for (EmbeddedCacheManager one : left) {
            split.cut(one, right);
        }
        for (EmbeddedCacheManager one : right) {
            split.cut(one, left);
        }
        return split;
    }

    private void cut(EmbeddedCacheManager member, List<EmbeddedCacheManager> others) throws Exception {
        DISCARD discard = new DISCARD();
        channel(member).getProtocolStack().insertProtocol(discard, ProtocolStack.Position.ABOVE, TP.class);
        others.forEach(other -> discard.addIgnoreMember(channel(other).getAddress()));
        cuts.add(discard);
    }

    void heal() {
        cuts.forEach(DISCARD::resetIgnoredMembers);
    }

    private static JChannel channel(EmbeddedCacheManager manager) {
        return ((JGroupsTransport) GlobalComponentRegistry.componentOf(manager, Transport.class)).getChannel();
    }
}
