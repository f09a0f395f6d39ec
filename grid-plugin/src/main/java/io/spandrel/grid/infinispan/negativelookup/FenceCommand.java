package io.spandrel.grid.infinispan.negativelookup;

import io.spandrel.grid.infinispan.member.TypeIds;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.infinispan.protostream.annotations.ProtoFactory;
import org.infinispan.protostream.annotations.ProtoField;
import org.infinispan.protostream.annotations.ProtoName;
import org.infinispan.protostream.annotations.ProtoTypeId;
import org.infinispan.remoting.transport.Address;

/** Give up all copies of older topologies, and grant none any more. */
@ProtoTypeId(TypeIds.FENCE_COMMAND)
final class FenceCommand extends FilterCommand {

    @ProtoField(1)
    final String cache;

    @ProtoField(2)
    final int topologyId;

    @ProtoFactory
    FenceCommand(String cache, int topologyId) {
        this.cache = cache;
        this.topologyId = topologyId;
    }

    @Override
    String cache() {
        return cache;
    }

    @Override
    Object answer(Subscriptions subscriptions, Address sender) {
        subscriptions.copies().release(topologyId);
        return Reply.of(subscriptions.subscribers().raiseFloor(topologyId));
    }

    /** Who may still use something that was granted here, and for how many nanoseconds. */
    @ProtoName("FenceReply")
    @ProtoTypeId(TypeIds.FENCE_REPLY)
    record Reply(@ProtoField(1) List<Grant> grants) {

        @ProtoFactory
        Reply {}

        static Reply of(Map<Address, Long> remaining) {
            List<Grant> grants = new ArrayList<>();
            remaining.forEach(
                    (member, nanos) -> grants.add(new Grant(member.getNodeUUID().toString(), nanos)));
            return new Reply(grants);
        }

        Map<Address, Long> remaining() {
            Map<Address, Long> remaining = new HashMap<>();
            grants.forEach(
                    grant -> remaining.put(Address.fromNodeUUID(UUID.fromString(grant.member())), grant.nanos()));
            return remaining;
        }
    }

    @ProtoName("FenceGrant")
    @ProtoTypeId(TypeIds.FENCE_GRANT)
    record Grant(
            @ProtoField(1) String member, @ProtoField(2) long nanos) {

        @ProtoFactory
        Grant {}
    }
}
