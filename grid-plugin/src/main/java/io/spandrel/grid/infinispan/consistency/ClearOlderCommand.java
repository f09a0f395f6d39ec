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

/** Delete all entries of a versioned cache that are older than this version. */
@ProtoTypeId(TypeIds.CLEAR_OLDER_COMMAND)
public final class ClearOlderCommand extends MemberCommand {

    @ProtoField(1)
    final String cache;

    @ProtoField(2)
    final long version;

    @ProtoFactory
    public ClearOlderCommand(String cache, long version) {
        this.cache = cache;
        this.version = version;
    }

    @Override
    public CompletionStage<?> answer(LocalMember member) {
        CacheClear clear = member.caches().find(cache, CacheClear.class);
        return clear == null
                ? CompletableFuture.completedFuture(true)
                : clear.here(version).thenApply(done -> true);
    }

    @Override
    public String toString() {
        return "ClearOlderCommand{cache=" + cache + ", version=" + Version.toString(version) + '}';
    }
}
