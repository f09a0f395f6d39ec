package io.spandrel.grid.infinispan.member;

import static org.assertj.core.api.Assertions.assertThat;

import io.spandrel.grid.negativelookup.VirtualTime;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class PaceTest {

    private final VirtualTime time = new VirtualTime();

    private final Pace pace = new Pace(time.timers(), 1_000);

    @Test
    void turn_somethingIsSavedUp_comesAtOnce() {
        time.run(Duration.ofMillis(1));

        assertThat(pace.turn()).isCompleted();
    }

    @Test
    void turn_moreWasSentThanSavedUp_comesWhenTheRateAllowsIt() {
        time.run(Duration.ofSeconds(1));
        pace.sent(1_500);

        CompletableFuture<Void> turn = pace.turn().toCompletableFuture();

        time.run(Duration.ofMillis(500));
        assertThat(turn).isNotDone();
        time.run(Duration.ofMillis(20));
        assertThat(turn).isCompleted();
    }

    @Test
    void turn_manyMessages_takeTheirBytesAtTheRate() {
        for (int i = 0; i < 100; i++) {
            CompletableFuture<Void> turn = pace.turn().toCompletableFuture();
            while (!turn.isDone()) {
                time.run(Duration.ofMillis(1));
            }
            pace.sent(300);
        }

        assertThat(pace.bytes()).isEqualTo(30_000);
        assertThat(Duration.ofNanos(time.now())).isBetween(Duration.ofMillis(29_700), Duration.ofMillis(30_000));
    }

    @Test
    void throttle_raised_whoWaitsGoesOnAtTheNewRate() {
        pace.sent(1_000_000);
        CompletableFuture<Void> turn = pace.turn().toCompletableFuture();
        time.run(Duration.ofMinutes(1));
        assertThat(turn).isNotDone();

        pace.throttle(1_000_000);

        time.run(Duration.ofMillis(20));
        assertThat(turn).isCompleted();
    }

    @Test
    void throttle_lowered_theNextTurnsAreLater() {
        time.run(Duration.ofSeconds(1));
        pace.throttle(10);
        time.run(Duration.ofMillis(200));
        pace.sent(12);

        CompletableFuture<Void> turn = pace.turn().toCompletableFuture();

        time.run(Duration.ofMillis(900));
        assertThat(turn).isNotDone();
        time.run(Duration.ofMillis(220));
        assertThat(turn).isCompleted();
    }
}
