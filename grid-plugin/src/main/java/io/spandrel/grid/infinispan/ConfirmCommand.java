package io.spandrel.grid.infinispan;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.infinispan.protostream.annotations.ProtoFactory;
import org.infinispan.protostream.annotations.ProtoField;
import org.infinispan.protostream.annotations.ProtoName;
import org.infinispan.protostream.annotations.ProtoTypeId;
import org.infinispan.remoting.transport.Address;
import org.infinispan.remoting.transport.NodeVersion;
import org.jspecify.annotations.Nullable;

/** I have these deletes of a segment in this topology. Take those that you lack; which do you have? */
@ProtoTypeId(GridSchema.CONFIRM_COMMAND)
final class ConfirmCommand extends MemberCommand {

    @ProtoField(1)
    final String cache;

    @ProtoField(2)
    final int topologyId;

    @ProtoField(3)
    final int segment;

    /** As Infinispan's marshaller writes them. */
    @ProtoField(4)
    final List<byte[]> keys;

    /** Of the deletes, in the order of the keys. */
    @ProtoField(5)
    final List<Long> versions;

    private @Nullable Address origin;

    @ProtoFactory
    ConfirmCommand(String cache, int topologyId, int segment, List<byte[]> keys, List<Long> versions) {
        this.cache = cache;
        this.topologyId = topologyId;
        this.segment = segment;
        this.keys = keys;
        this.versions = versions;
    }

    @Override
    CompletionStage<@Nullable Reply> answer(LocalMember member) {
        DeletesConfirmation confirmation = DeletesConfirmation.of(member, cache);
        return confirmation == null
                ? CompletableFuture.completedFuture(null)
                : confirmation
                        .confirm(origin, topologyId, segment, keys, versions)
                        .thenApply(Reply::new);
    }

    @Override
    public void setOrigin(Address origin) {
        this.origin = origin;
    }

    @Override
    public NodeVersion supportedSince() {
        return NodeVersion.SIXTEEN;
    }

    @Override
    public String toString() {
        return "ConfirmCommand{cache=" + cache + ", segment " + segment + ", " + keys.size() + " deletes}";
    }

    /**
     * @param has places in the list of those deletes that the member has, or something newer
     */
    @ProtoName("ConfirmReply")
    @ProtoTypeId(GridSchema.CONFIRM_REPLY)
    record Reply(@ProtoField(1) List<Integer> has) {

        @ProtoFactory
        Reply {}
    }
}
