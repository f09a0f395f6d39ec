package io.spandrel.grid.negativelookup;

import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The way to the other members. Nothing here blocks or throws; messages may be lost, late and in any order. A stage fails
 * when no answer came within the {@link Lease}, and only then or when the member is known not to have answered. An answer
 * that arrives later is thrown away.
 *
 * @param <M> a member
 * @param <C> a filter's content
 */
public interface SubscriptionPeers<M, C> {

    /** Asks an owner for a segment's filter; null: not now. */
    CompletionStage<@Nullable C> subscribe(M owner, Subscription subscription);

    /** Asks an owner to let this member use its copies a while longer; false: never again in that session. */
    CompletionStage<Boolean> renew(M owner, long session);

    /** Tells an owner that a copy is no longer wanted. May be lost. */
    void unsubscribe(M owner, Subscription subscription);

    /** Tells a subscriber of new keys; false: it holds nothing of that session, and never will again. */
    CompletionStage<Boolean> announce(M subscriber, Announcement announcement);

    /**
     * Has a member give up what it holds and has granted of older topologies.
     *
     * @return the members it had granted something that may still be in use, and for how many nanoseconds more
     */
    CompletionStage<Map<M, Long>> fence(M member, int topologyId);
}
