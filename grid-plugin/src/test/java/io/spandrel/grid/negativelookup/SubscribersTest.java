package io.spandrel.grid.negativelookup;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The owner's side alone: its subscribers, time and threads are this test. */
class SubscribersTest {

    private static final int SEGMENT = 3;
    private static final long HASH = 7;

    private final List<String> told = new ArrayList<>();
    private final List<CompletableFuture<Boolean>> confirmations = new ArrayList<>();
    private final Subscribers<String, String> subscribers =
            new Subscribers<>("owner", 8, new Peers(), new NoTimers(), Lease.DEFAULT, Alone::new, segment -> "content");

    @BeforeEach
    void subscribe() {
        assertThat(subscribers.subscribe("a", subscription(1))).isEqualTo("content");
    }

    @Test
    void unsettled_newKey_tellsAndWaitsForTheConfirmation() {
        subscribers.appeared(SEGMENT, HASH);

        CompletionStage<Void> wait = subscribers.unsettled(SEGMENT, null);

        assertThat(told).containsExactly("a 7");
        assertThat(wait).isNotNull().isNotCompleted();
        confirmations.get(0).complete(true);
        assertThat(wait).isCompleted();
        assertThat(subscribers.unsettled(SEGMENT, null)).isNull();
    }

    @Test
    void unsettled_writerIsTheSubscriber_isToldAndOnlyOthersWaitForIt() {
        subscribers.appeared(SEGMENT, HASH);

        assertThat(subscribers.unsettled(SEGMENT, "a")).isNull();
        assertThat(told).containsExactly("a 7");
        assertThat(subscribers.unsettled(SEGMENT, "b")).isNotNull().isNotCompleted();
    }

    @Test
    void foretell_keyComesLater_isToldAtOnceAndOnlyOnce() {
        subscribers.foretell(SEGMENT, HASH);
        assertThat(told).containsExactly("a 7");
        confirmations.get(0).complete(true);

        subscribers.appeared(SEGMENT, HASH);
        subscribers.written(HASH);

        assertThat(subscribers.unsettled(SEGMENT, null)).isNull();
        assertThat(told).hasSize(1);
    }

    @Test
    void foretell_copyIsTakenBeforeTheKeyComes_isToldAgain() {
        subscribers.foretell(SEGMENT, HASH);
        confirmations.get(0).complete(true);
        subscribers.subscribe("a", subscription(2));

        subscribers.appeared(SEGMENT, HASH);

        assertThat(subscribers.unsettled(SEGMENT, null)).isNotNull().isNotCompleted();
        assertThat(told).containsExactly("a 7", "a 7");
    }

    @Test
    void written_keyComesAgainAfterwards_isToldAgain() {
        subscribers.foretell(SEGMENT, HASH);
        confirmations.get(0).complete(true);
        subscribers.written(HASH);

        subscribers.appeared(SEGMENT, HASH);

        assertThat(subscribers.unsettled(SEGMENT, null)).isNotNull();
        assertThat(told).hasSize(2);
    }

    @Test
    void renew_nobodyWaitsForAKey_sendsItAllTheSame() {
        subscribers.appeared(SEGMENT, HASH);
        assertThat(told).isEmpty();

        assertThat(subscribers.renew("a", 1)).isTrue();

        assertThat(told).containsExactly("a 7");
    }

    private static Subscription subscription(long number) {
        return new Subscription(1, 1, SEGMENT, number);
    }

    private record Alone() implements Topology<String> {

        @Override
        public int id() {
            return 1;
        }

        @Override
        public boolean stable() {
            return true;
        }

        @Override
        public Collection<String> members() {
            return List.of("owner", "a");
        }

        @Override
        public String primary(int segment) {
            return "owner";
        }
    }

    private final class Peers implements SubscriptionPeers<String, String> {

        @Override
        public CompletionStage<String> subscribe(String owner, Subscription subscription) {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletionStage<Boolean> renew(String owner, long session) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void unsubscribe(String owner, Subscription subscription) {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletionStage<Boolean> announce(String subscriber, Announcement announcement) {
            for (long hash : announcement.hashes()) {
                told.add(subscriber + " " + hash);
            }
            CompletableFuture<Boolean> confirmation = new CompletableFuture<>();
            confirmations.add(confirmation);
            return confirmation;
        }

        @Override
        public CompletionStage<Map<String, Long>> fence(String member, int topologyId) {
            return CompletableFuture.completedFuture(Map.of());
        }
    }

    private static final class NoTimers implements Timers {

        @Override
        public long nanoTime() {
            return 0;
        }

        @Override
        public void execute(Runnable task) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void schedule(Runnable task, Duration delay) {
            throw new UnsupportedOperationException();
        }
    }
}
