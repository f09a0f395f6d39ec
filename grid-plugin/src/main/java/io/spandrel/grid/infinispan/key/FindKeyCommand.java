package io.spandrel.grid.infinispan.key;

import io.spandrel.grid.infinispan.member.CacheSide;
import io.spandrel.grid.infinispan.member.LocalMember;
import io.spandrel.grid.infinispan.member.MemberCommand;
import io.spandrel.grid.infinispan.member.TypeIds;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.infinispan.protostream.annotations.ProtoFactory;
import org.infinispan.protostream.annotations.ProtoField;
import org.infinispan.protostream.annotations.ProtoName;
import org.infinispan.protostream.annotations.ProtoTypeId;

/** Which keys stand at this position? */
@ProtoTypeId(TypeIds.FIND_KEY_COMMAND)
final class FindKeyCommand extends MemberCommand {

    @ProtoField(1)
    final String cache;

    @ProtoField(2)
    final int segment;

    @ProtoField(3)
    final long hash;

    @ProtoFactory
    FindKeyCommand(String cache, int segment, long hash) {
        this.cache = cache;
        this.segment = segment;
        this.hash = hash;
    }

    @Override
    public CompletionStage<Reply> answer(LocalMember member) {
        CacheSide side = member.caches().findRunning(cache);
        if (side == null) {
            return CompletableFuture.completedFuture(new Reply(List.of()));
        }
        return member.supplyBlocking(() -> {
            CacheKeys keys = new CacheKeys(side);
            return new Reply(new KeyScan(side)
                    .at(new KeyPosition(segment, hash)).stream()
                            .map(keys::write)
                            .toList());
        });
    }

    @Override
    public String toString() {
        return "FindKeyCommand{cache=" + cache + ", segment=" + segment + '}';
    }

    /** @param keys as Infinispan's marshaller writes them; one, unless their hashes are the same */
    @ProtoName("FindKeyReply")
    @ProtoTypeId(TypeIds.FIND_KEY_REPLY)
    record Reply(@ProtoField(1) List<byte[]> keys) {

        @ProtoFactory
        Reply {}
    }
}
