package io.spandrel.grid.infinispan;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.infinispan.remoting.transport.NodeVersion;

/** A question about what a member holds, by the primary of the segments in question, in one topology. */
abstract class ContentsCommand extends MemberCommand {

    abstract String cache();

    /** In which the asked member owns the segments; in another one it does not answer. */
    abstract int topologyId();

    abstract CompletionStage<?> answer(OwnContents contents);

    @Override
    final CompletionStage<?> answer(LocalMember member) {
        CacheAntiEntropy comparing = CacheAntiEntropy.of(member, cache());
        return comparing == null
                ? CompletableFuture.completedFuture(null)
                : comparing.contents(topologyId()).thenCompose(this::answer);
    }

    @Override
    public final NodeVersion supportedSince() {
        return NodeVersion.SIXTEEN;
    }
}
