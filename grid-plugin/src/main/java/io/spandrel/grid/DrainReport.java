package io.spandrel.grid;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a member's drain stands.
 *
 * @param state where it is
 * @param segments segments of all distributed caches that the member still owns
 * @param segmentsAtStart how many it owned when the drain began; 0 if there was none
 * @param since when it came into this state; null: there was no drain since the member started
 * @param remainingMillis until the drain gives up, ms; 0 unless draining
 * @param failure why the last drain failed; null unless it has
 */
public record DrainReport(
        State state,
        int segments,
        int segmentsAtStart,
        @Nullable Instant since,
        long remainingMillis,
        @Nullable String failure) {

    /** No drain, and none before. */
    public static DrainReport idle(int segments) {
        return new DrainReport(State.IDLE, segments, 0, null, 0, null);
    }

    /** Where a drain is. */
    public enum State {

        /** The member takes part as configured. */
        IDLE,

        /** Its segments move to the other members. */
        DRAINING,

        /** It owns nothing any more, and can be stopped without losing a copy. */
        DRAINED,

        /** The drain was cancelled or has failed, and the coordinator is being told to give segments back. */
        RETURNING,

        /** The drain has failed, and the member takes part as configured. */
        FAILED
    }
}
