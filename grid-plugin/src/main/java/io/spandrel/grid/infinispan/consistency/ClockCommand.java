package io.spandrel.grid.infinispan.consistency;

import io.spandrel.grid.consistency.Version;
import io.spandrel.grid.infinispan.member.LocalMember;
import io.spandrel.grid.infinispan.member.MemberCommand;
import io.spandrel.grid.infinispan.member.TypeIds;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.infinispan.protostream.annotations.ProtoFactory;
import org.infinispan.protostream.annotations.ProtoField;
import org.infinispan.protostream.annotations.ProtoTypeId;

/** Which version of a cache is newer than all that you have given or heard of? */
@ProtoTypeId(TypeIds.CLOCK_COMMAND)
final class ClockCommand extends MemberCommand {

    @ProtoField(1)
    final String cache;

    @ProtoFactory
    ClockCommand(String cache) {
        this.cache = cache;
    }

    @Override
    public CompletionStage<?> answer(LocalMember member) {
        CacheClear clear = member.caches().find(cache, CacheClear.class);
        return CompletableFuture.completedFuture(clear == null ? Version.NONE : clear.now());
    }

    @Override
    public String toString() {
        return "ClockCommand{cache=" + cache + '}';
    }
}
