package io.spandrel.grid.negativelookup;

import java.time.Duration;

/** Time and somebody else's thread. Nothing here blocks or throws. */
public interface Timers {

    /** A clock of this member that only moves forward, in nanoseconds; its readings mean nothing elsewhere. */
    long nanoTime();

    /** Runs {@code task} soon in another thread. */
    void execute(Runnable task);

    /** Runs {@code task} in another thread, {@code delay} from now and not before. */
    void schedule(Runnable task, Duration delay);
}
