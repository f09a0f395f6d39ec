package io.spandrel.eviction;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A clock that stands still unless moved, with an alarm that rings by it, one at a time. */
final class ManualTime implements MissRatioCurve.Alarm {

    private long nanos;
    private long due;
    private int alarms;
    private @Nullable Runnable pending;

    long nanos() {
        return nanos;
    }

    void pass(Duration duration) {
        nanos += duration.toNanos();
        Runnable task = pending;
        if (task != null && nanos >= due) {
            pending = null;
            task.run();
        }
    }

    @Override
    public void after(long delay, Runnable task) {
        if (pending != null) {
            throw new IllegalStateException("an alarm is set already");
        }
        due = nanos + delay;
        pending = task;
        alarms++;
    }

    boolean isAlarmSet() {
        return pending != null;
    }

    /** Alarms set so far. */
    int alarms() {
        return alarms;
    }
}
