package io.spandrel.grid.infinispan;

import io.spandrel.grid.negativelookup.Timers;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/** Tells rounds when the threshold for slow members has passed since their start. Thread-safe. */
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

    void watch(RoundAnswers answers) {
        if (!answers.complete()) {
            running.add(new Running(answers, timers.nanoTime() + threshold.toNanos()));
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
        while ((first = running.peek()) != null && (first.dueNanos - now <= 0 || first.answers.complete())) {
            running.poll();
            first.answers.overdue();
        }
        scheduled.set(false);
        schedule();
    }

    private record Running(RoundAnswers answers, long dueNanos) {}
}
