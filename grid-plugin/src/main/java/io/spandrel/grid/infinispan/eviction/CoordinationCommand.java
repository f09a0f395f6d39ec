package io.spandrel.grid.infinispan.eviction;

import io.spandrel.grid.infinispan.member.LocalMember;
import io.spandrel.grid.infinispan.member.MemberCommand;
import io.spandrel.grid.infinispan.member.TypeIds;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.infinispan.protostream.annotations.ProtoFactory;
import org.infinispan.protostream.annotations.ProtoField;
import org.infinispan.protostream.annotations.ProtoTypeId;
import org.infinispan.remoting.transport.Address;

/** These entries were evicted by me, their primary; or: these entries, of which you are the primary, were read here. */
@ProtoTypeId(TypeIds.COORDINATION_COMMAND)
final class CoordinationCommand extends MemberCommand {

    @ProtoField(1)
    final String cache;

    /** True: evicted; false: read. */
    @ProtoField(2)
    final boolean evicted;

    /** As Infinispan's marshaller writes them. */
    @ProtoField(3)
    final List<byte[]> keys;

    @ProtoFactory
    CoordinationCommand(String cache, boolean evicted, List<byte[]> keys) {
        this.cache = cache;
        this.evicted = evicted;
        this.keys = keys;
    }

    @Override
    public CompletionStage<?> answer(LocalMember member) {
        CacheCoordination coordination = member.caches().find(cache, CacheCoordination.class);
        Address sender = origin();
        return coordination == null || sender == null
                ? CompletableFuture.completedFuture(null)
                : member.supplyBlocking(() -> {
                    coordination.heard(sender, evicted, keys);
                    return null;
                });
    }

    @Override
    public String toString() {
        return "CoordinationCommand{cache=" + cache + ", " + keys.size() + (evicted ? " evicted" : " read") + '}';
    }
}
