package io.spandrel.grid.infinispan;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.infinispan.protostream.annotations.ProtoFactory;
import org.infinispan.protostream.annotations.ProtoField;
import org.infinispan.protostream.annotations.ProtoTypeId;
import org.infinispan.remoting.transport.NodeVersion;

/** All owners of a segment have had these deletes for longer than grace: forget them. */
@ProtoTypeId(GridSchema.PURGE_COMMAND)
final class PurgeCommand extends MemberCommand {

    @ProtoField(1)
    final String cache;

    @ProtoField(2)
    final int segment;

    /** As Infinispan's marshaller writes them. */
    @ProtoField(3)
    final List<byte[]> keys;

    /** Of the deletes, in the order of the keys. */
    @ProtoField(4)
    final List<Long> versions;

    @ProtoFactory
    PurgeCommand(String cache, int segment, List<byte[]> keys, List<Long> versions) {
        this.cache = cache;
        this.segment = segment;
        this.keys = keys;
        this.versions = versions;
    }

    @Override
    CompletionStage<?> answer(LocalMember member) {
        DeletesConfirmation confirmation = DeletesConfirmation.of(member, cache);
        if (confirmation != null) {
            confirmation.purge(segment, keys, versions);
        }
        return CompletableFuture.completedFuture(true);
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
