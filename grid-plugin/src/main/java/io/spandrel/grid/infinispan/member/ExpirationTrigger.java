package io.spandrel.grid.infinispan.member;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Has a cache remove what has expired, when asked to, but not for every request a time: those that come while it does
 * so, or within {@link #PAUSE} after it has, are answered together by the next run.
 *
 * <p>A request is answered by a run that began after it, so what had expired before the request is gone then; it waits for
 * two runs and a pause at most. Thread-safe, and never blocks.
 */
public final class ExpirationTrigger {

    /** From the end of a run to the next: a run walks over all entries, and has to leave others time for theirs. */
    static final Duration PAUSE = Duration.ofMillis(200);

    /** How often runs were asked for, and how many it took; of any number of caches. */
    public static final class Counts {
        public final LongAdder requests = new LongAdder();
        public final LongAdder runs = new LongAdder();
    }

    /** Runs something elsewhere, after a while. */
    interface Background {

        /**
         * Returns at once.
         *
         * @param delay 0 or more
         * @throws RuntimeException if it will never run
         */
        void run(Runnable task, Duration delay);
    }

    /*
     * Idle, with a pending request that a start is scheduled for, or running; a running one may have a pending request
     * too, for which it schedules the start when it ends.
     */
    private final Runnable expiration;
    private final Background background;
    private final LongSupplier nanoTime;
    private final Counts counts;
    private @Nullable CompletableFuture<Void> pending;
    private boolean running;
    private boolean closed;
    private boolean rested = true;
    private long ended;

    /**
     * A trigger that has not run yet.
     *
     * @param expiration removes what has expired, and may block
     */
    ExpirationTrigger(Runnable expiration, Background background, LongSupplier nanoTime, Counts counts) {
        this.expiration = expiration;
        this.background = background;
        this.nanoTime = nanoTime;
        this.counts = counts;
    }

    /** Asks for a run; completes when one that began afterwards has ended, and fails as that does. */
    public synchronized CompletionStage<Void> request() {
        counts.requests.increment();
        if (closed) {
            return CompletableFuture.failedFuture(stopped());
        }
        CompletableFuture<Void> next = pending;
        if (next == null) {
            next = new CompletableFuture<>();
            pending = next;
            if (!running) {
                startAfter(restLeft());
            }
        }
        return next.minimalCompletionStage();
    }

    /** Fails what is still to be run, and refuses requests from now on. */
    void close() {
        CompletableFuture<Void> left;
        synchronized (this) {
            closed = true;
            left = pending;
            pending = null;
        }
        if (left != null) {
            left.completeExceptionally(stopped());
        }
    }

    private static IllegalStateException stopped() {
        return new IllegalStateException("The cache is stopping; what had expired goes with it");
    }

    private Duration restLeft() {
        Duration rest = PAUSE.minusNanos(nanoTime.getAsLong() - ended);
        return rested || rest.isNegative() ? Duration.ZERO : rest;
    }

    private void startAfter(Duration delay) {
        try {
            background.run(this::run, delay);
        } catch (RuntimeException e) {
            CompletableFuture<Void> refused = pending;
            pending = null;
            if (refused != null) {
                refused.completeExceptionally(e);
            }
        }
    }

    private void run() {
        CompletableFuture<Void> answered = begin();
        if (answered == null) {
            return;
        }
        try {
            expiration.run();
            end();
            answered.complete(null);
        } catch (RuntimeException | Error e) {
            end();
            answered.completeExceptionally(e);
        }
    }

    private synchronized @Nullable CompletableFuture<Void> begin() {
        CompletableFuture<Void> answered = pending;
        if (answered != null) {
            pending = null;
            running = true;
            counts.runs.increment();
        }
        return answered;
    }

    private synchronized void end() {
        running = false;
        rested = false;
        ended = nanoTime.getAsLong();
        if (pending != null) {
            startAfter(PAUSE);
        }
    }
}
