package io.spandrel.grid.infinispan;

import io.spandrel.grid.consistency.Version;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.infinispan.protostream.annotations.ProtoFactory;
import org.infinispan.protostream.annotations.ProtoField;
import org.infinispan.protostream.annotations.ProtoTypeId;

/** Delete all entries of a versioned cache that are older than this version. */
@ProtoTypeId(TypeIds.CLEAR_OLDER_COMMAND)
final class ClearOlderCommand extends MemberCommand {

    @ProtoField(1)
    final String cache;

    @ProtoField(2)
    final long version;

    @ProtoFactory
    ClearOlderCommand(String cache, long version) {
        this.cache = cache;
        this.version = version;
    }

    @Override
    CompletionStage<?> answer(LocalMember member) {
        CacheClear clear = CacheClear.of(member, cache);
        return clear == null
                ? CompletableFuture.completedFuture(true)
                : clear.here(version).thenApply(done -> true);
    }

    @Override
    public String toString() {
        return "ClearOlderCommand{cache=" + cache + ", version=" + Version.toString(version) + '}';
    }
}
