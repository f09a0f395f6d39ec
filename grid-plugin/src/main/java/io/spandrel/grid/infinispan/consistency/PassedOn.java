package io.spandrel.grid.infinispan.consistency;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.infinispan.notifications.Listener;
import org.infinispan.notifications.cachelistener.annotation.TopologyChanged;
import org.infinispan.notifications.cachelistener.event.TopologyChangedEvent;
import org.infinispan.remoting.transport.Address;
import org.infinispan.remoting.transport.jgroups.SuspectException;

/**
 * Writes on their way to their primaries. One that is overdue when another member becomes primary ends as if the former one had
 * left, so that it is repeated. Thread-safe. Public because Infinispan demands it.
 */
@Listener
public final class PassedOn {

    private final RoundWatch watch;
    private final Consumer<Address> suspect;
    private final IntFunction<Address> primaries;
    private final LongAdder redirected;
    private final Set<Call<?>> overdue = ConcurrentHashMap.newKeySet();

    /**
     * @param suspect hears of a primary that has not answered
     * @param primaries who is the primary of a segment now
     * @param redirected counts writes that ended because another member had become primary
     */
    PassedOn(RoundWatch watch, Consumer<Address> suspect, IntFunction<Address> primaries, LongAdder redirected) {
        this.watch = watch;
        this.suspect = suspect;
        this.primaries = primaries;
        this.redirected = redirected;
    }

    /** The same answer, or a {@link SuspectException} if another member is primary of the segment before it comes. */
    <T> CompletionStage<T> watched(CompletionStage<T> answer, Address primary, int segment) {
        if (answer.toCompletableFuture().isDone()) {
            return answer;
        }
        Call<T> call = new Call<>(primary, segment);
        answer.whenComplete((value, failure) -> {
            if (failure == null) {
                call.complete(value);
            } else {
                call.completeExceptionally(failure);
            }
        });
        watch.watch(call);
        return call;
    }

    /** There may be other primaries. */
    @TopologyChanged
    public void changed(TopologyChangedEvent<?, ?> event) {
        if (!event.isPre()) {
            overdue.forEach(Call::look);
        }
    }

    private final class Call<T> extends CompletableFuture<T> implements RoundWatch.Waiting {

        private final Address primary;
        private final int segment;

        Call(Address primary, int segment) {
            this.primary = primary;
            this.segment = segment;
        }

        @Override
        public boolean complete() {
            return isDone();
        }

        @Override
        public void overdue() {
            overdue.add(this);
            whenComplete((value, failure) -> overdue.remove(this));
            suspect.accept(primary);
            look();
        }

        private void look() {
            if (!primary.equals(primaries.apply(segment))
                    && completeExceptionally(new SuspectException("is not the primary any more", primary))) {
                redirected.increment();
            }
        }
    }
}
