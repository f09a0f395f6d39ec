package io.spandrel.grid;

import java.time.Duration;
import java.util.concurrent.CompletionStage;

/**
 * The drain of one member, be it the asking one or another. Thread-safe.
 *
 * <p>All that is asked fails with {@link DrainException} if the member does not answer.
 */
public interface Drain {

    /** What a drain would do now, and what would stand in its way. */
    CompletionStage<DrainPlan> plan();

    /**
     * Begins a drain, unless one has begun already.
     *
     * @param timeout after which the drain is given up, and the member takes its segments back
     * @return completes when it has begun; fails with {@link DrainException} if it is refused
     */
    CompletionStage<Void> begin(Redundancy redundancy, Duration timeout);

    /** How the drain stands. */
    CompletionStage<DrainReport> report();

    /**
     * Has the member own its share again, whether a drain is under way or has ended; nothing happens if there is none.
     *
     * @return completes when this has begun; segments move after that
     */
    CompletionStage<Void> cancel();
}
