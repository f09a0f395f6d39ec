package io.spandrel.grid.infinispan.negativelookup;

import io.spandrel.grid.infinispan.member.LocalMember;
import io.spandrel.grid.infinispan.member.MemberCommand;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.infinispan.remoting.transport.Address;
import org.jspecify.annotations.Nullable;

/** What members say to each other about copies of a cache's filters. A member without such copies does not answer. */
abstract class FilterCommand extends MemberCommand {

    abstract String cache();

    /** Runs at the other member. Must not block. */
    abstract @Nullable Object answer(Subscriptions subscriptions, Address sender);

    @Override
    public final CompletionStage<?> answer(LocalMember member) {
        Subscriptions subscriptions = member.caches().find(cache(), Subscriptions.class);
        Address sender = origin();
        if (subscriptions == null || sender == null) {
            return CompletableFuture.failedFuture(
                    new IllegalStateException("Cache '" + cache() + "' has no copies of filters here"));
        }
        return CompletableFuture.completedFuture(answer(subscriptions, sender));
    }
}
