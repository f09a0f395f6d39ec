package io.spandrel.grid.infinispan;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.infinispan.protostream.annotations.ProtoFactory;
import org.infinispan.protostream.annotations.ProtoField;
import org.infinispan.protostream.annotations.ProtoTypeId;
import org.infinispan.remoting.transport.Address;
import org.infinispan.remoting.transport.NodeVersion;
import org.jspecify.annotations.Nullable;

/** All owners of a segment have had these deletes for longer than grace in this topology: forget them. */
@ProtoTypeId(GridSchema.PURGE_COMMAND)
final class PurgeCommand extends MemberCommand {

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
    PurgeCommand(String cache, int topologyId, int segment, List<byte[]> keys, List<Long> versions) {
        this.cache = cache;
        this.topologyId = topologyId;
        this.segment = segment;
        this.keys = keys;
        this.versions = versions;
    }

    @Override
    CompletionStage<?> answer(LocalMember member) {
        DeletesConfirmation confirmation = DeletesConfirmation.of(member, cache);
        return confirmation == null
                ? CompletableFuture.completedFuture(true)
                : confirmation.purge(origin, topologyId, segment, keys, versions);
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
        return "PurgeCommand{cache=" + cache + ", segment " + segment + ", " + keys.size() + " deletes}";
    }
}
