package io.spandrel.grid.negativelookup;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** One member's fence: the others, time and threads are this test. */
class FenceTest {

    private static final long MILLI = 1_000_000;
    private static final Duration GUARD = Duration.ofMillis(550);
    private static final Map<String, Long> NOTHING = Map.of();

    private final VirtualTime time = new VirtualTime();
    private final Map<String, CompletableFuture<Map<String, Long>>> answers = new HashMap<>();
    private Map<String, Long> ownGrants = NOTHING;

    @Test
    void done_allHaveAnswered_isAtOnce() {
        Fence<String> fence = ask(0);

        answer("b", Map.of("c", 300 * MILLI, "self", 300 * MILLI));
        assertThat(fence.isDone()).isFalse();
        answer("c", NOTHING);

        assertThat(fence.isDone()).isTrue();
    }

    @Test
    void done_theOnlySilentMemberWasGrantedNothing_doesNotWaitForIt() {
        Fence<String> fence = ask(0);

        answer("b", NOTHING);

        assertThat(fence.isDone()).isTrue();
    }

    @Test
    void done_theOnlySilentMemberWasGrantedSomething_waitsUntilThatIsOver() {
        ownGrants = Map.of("c", 100 * MILLI);
        Fence<String> fence = ask(0);

        answer("b", Map.of("c", 300 * MILLI));
        time.run(Duration.ofMillis(299));
        assertThat(fence.isDone()).isFalse();
        time.run(Duration.ofMillis(2));

        assertThat(fence.isDone()).isTrue();
    }

    @Test
    void done_twoAreSilent_waitsForALeaseFromTheLastAnswer() {
        Fence<String> fence = ask(0);
        time.run(Duration.ofMillis(500));
        answers.values().forEach(answer -> answer.completeExceptionally(new TimeoutException()));

        assertThat(fence.isDone()).isFalse();
        time.run(Duration.ofMillis(49));
        assertThat(fence.isDone()).isFalse();
        time.run(Duration.ofMillis(2));

        assertThat(fence.isDone()).isTrue();
    }

    @Test
    void done_oneIsSilentAndOneHasLeft_waitsForALeaseFromTheLastAnswer() {
        Fence<String> fence = ask(1);
        time.run(Duration.ofMillis(200));
        answer("b", NOTHING);
        answers.get("c").completeExceptionally(new TimeoutException());

        time.run(Duration.ofMillis(549));
        assertThat(fence.isDone()).isFalse();
        time.run(Duration.ofMillis(2));

        assertThat(fence.isDone()).isTrue();
    }

    @Test
    void done_oneHasLeftThatWasGrantedSomething_waitsUntilThatIsOver() {
        Fence<String> fence = ask(1);

        answer("b", Map.of("gone", 200 * MILLI));
        answer("c", NOTHING);
        time.run(Duration.ofMillis(199));
        assertThat(fence.isDone()).isFalse();
        time.run(Duration.ofMillis(2));

        assertThat(fence.isDone()).isTrue();
    }

    private Fence<String> ask(int departed) {
        Fence<String> fence = new Fence<>("self", 7, GUARD, time.timers(), ownGrants);
        fence.ask(List.of("b", "c"), departed, new Others());
        return fence;
    }

    private void answer(String member, Map<String, Long> grants) {
        answers.get(member).complete(grants);
    }

    private final class Others implements SubscriptionPeers<String, String> {

        @Override
        public CompletionStage<@Nullable String> subscribe(String owner, Subscription subscription) {
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
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletionStage<Map<String, Long>> fence(String member, int topologyId) {
            return answers.computeIfAbsent(member, asked -> new CompletableFuture<>());
        }
    }
}
