package io.spandrel.grid.infinispan.consistency;

import io.spandrel.grid.consistency.Lineage;
import io.spandrel.grid.infinispan.member.LocalMember;
import io.spandrel.grid.infinispan.member.MemberCommand;
import io.spandrel.grid.infinispan.member.TypeIds;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.infinispan.protostream.annotations.ProtoFactory;
import org.infinispan.protostream.annotations.ProtoField;
import org.infinispan.protostream.annotations.ProtoName;
import org.infinispan.protostream.annotations.ProtoTypeId;
import org.jspecify.annotations.Nullable;

/** Since when do you run this versioned cache? */
@ProtoTypeId(TypeIds.LINEAGE_COMMAND)
final class LineageCommand extends MemberCommand {

    @ProtoField(1)
    final String cache;

    @ProtoFactory
    LineageCommand(String cache) {
        this.cache = cache;
    }

    @Override
    public CompletionStage<@Nullable Reply> answer(LocalMember member) {
        CacheLineage lineage = member.caches().find(cache, CacheLineage.class);
        return CompletableFuture.completedFuture(lineage == null ? null : lineage.reply());
    }

    @Override
    public String toString() {
        return "LineageCommand{cache=" + cache + '}';
    }

    /**
     * {@link Lineage} as it travels.
     *
     * @param now the time on the member that tells it, in milliseconds since 1970
     */
    @ProtoName("LineageReply")
    @ProtoTypeId(TypeIds.LINEAGE_REPLY)
    record Reply(
            @ProtoField(1) long since,
            @ProtoField(2) long before,
            @ProtoField(3) long now) {

        @ProtoFactory
        Reply {}

        Lineage lineage() {
            return new Lineage(since, before);
        }
    }
}
