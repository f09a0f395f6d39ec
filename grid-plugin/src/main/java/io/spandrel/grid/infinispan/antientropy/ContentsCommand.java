package io.spandrel.grid.infinispan.antientropy;

import io.spandrel.grid.infinispan.member.LocalMember;
import io.spandrel.grid.infinispan.member.MemberCommand;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.infinispan.protostream.annotations.ProtoField;

/** A question about what a member holds, by the primary of the segments in question, in one topology. */
abstract class ContentsCommand extends MemberCommand {

    @ProtoField(1)
    final String cache;

    /** In which the asked member owns the segments; in another one it does not answer. */
    @ProtoField(2)
    final int topologyId;

    ContentsCommand(String cache, int topologyId) {
        this.cache = cache;
        this.topologyId = topologyId;
    }

    abstract CompletionStage<?> answer(OwnContents contents);

    @Override
    public final CompletionStage<?> answer(LocalMember member) {
        CacheAntiEntropy comparing = member.caches().find(cache, CacheAntiEntropy.class);
        return comparing == null
                ? CompletableFuture.completedFuture(null)
                : comparing
                        .contents(topologyId)
                        .thenCompose(own -> own == null ? CompletableFuture.completedFuture(null) : answer(own));
    }
}
