package io.spandrel.grid.infinispan.consistency;

import io.spandrel.grid.negativelookup.Timers;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/** Tells what waits for members when the threshold for slow ones has passed since its start. Thread-safe. */
final class RoundWatch {

    /*
     * All have the same threshold, so the one that started first is due first: a queue and one timer do for all. A timer for
     * each write would cost more than the write.
     */
    private final Duration threshold;
    private final Timers timers;
    private final Queue<Running> running = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean scheduled = new AtomicBoolean();

    RoundWatch(Duration threshold, Timers timers) {
        this.threshold = threshold;
        this.timers = timers;
    }

    void watch(Waiting waiting) {
        if (!waiting.complete()) {
            running.add(new Running(waiting, timers.nanoTime() + threshold.toNanos()));
            schedule();
        }
    }

    private void schedule() {
        if (!running.isEmpty() && scheduled.compareAndSet(false, true)) {
            timers.schedule(this::check, threshold.dividedBy(4));
        }
    }

    private void check() {
        long now = timers.nanoTime();
        Running first;
        while ((first = running.peek()) != null && (first.dueNanos - now <= 0 || first.waiting.complete())) {
            running.poll();
            first.waiting.overdue();
        }
        scheduled.set(false);
        schedule();
    }

    /** Waits for members. */
    interface Waiting {

        /** Whether it waits no longer. */
        boolean complete();

        /** The threshold has passed; told once. */
        void overdue();
    }

    private record Running(Waiting waiting, long dueNanos) {}
}
