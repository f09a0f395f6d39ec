package io.spandrel.grid.infinispan.member;

import io.spandrel.grid.consistency.Throttle;
import io.spandrel.grid.negativelookup.Timers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** Makes whoever sends wait until it may, and counts what is sent. Thread-safe. */
public final class Pace {

    private static final Duration UNTIL_NEXT_LOOK = Duration.ofMillis(20);

    private final Timers timers;
    private volatile Throttle throttle;
    private final LongAdder bytes = new LongAdder();

    public Pace(Timers timers, long bytesPerSecond) {
        this.timers = timers;
        this.throttle = new Throttle(bytesPerSecond, now());
    }

    /** From now on at another rate: who waits hears of it too, and what was sent before delays nobody any more. */
    public void throttle(long bytesPerSecond) {
        throttle = new Throttle(bytesPerSecond, now());
    }

    /** Completes when something may be sent. */
    public CompletionStage<Void> turn() {
        CompletableFuture<Void> turn = new CompletableFuture<>();
        look(turn);
        return turn;
    }

    private void look(CompletableFuture<Void> turn) {
        if (throttle.available(now()) > 0) {
            turn.complete(null);
        } else {
            timers.schedule(() -> look(turn), UNTIL_NEXT_LOOK);
        }
    }

    /** So much was sent, or came as an answer: the next turns are later. */
    public void sent(long count) {
        throttle.sent(count);
        bytes.add(count);
    }

    /** All that was sent. */
    public long bytes() {
        return bytes.sum();
    }

    private long now() {
        return TimeUnit.NANOSECONDS.toMillis(timers.nanoTime());
    }
}
