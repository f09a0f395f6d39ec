package io.spandrel.grid;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How one member compares the segments of a cache whose primary it is with their other owners. Counters run from its start.
 *
 * @param running whether a comparison is under way
 * @param paused whether comparisons wait to be resumed; one that is under way counts as running besides
 * @param repairing whether what differs is repaired, or only reported
 * @param reason why the comparison that is under way, or the last one, has begun: {@code interval}, {@code request},
 *     {@code check}, {@code loss} or {@code rejoin}; empty: there was none. What a check finds is only reported
 * @param began when it did; null: there was none
 * @param ended when it came to its end; null: it is under way, or there was none
 * @param complete when the last one began that came to its end and heard all owners; null: there was none
 * @param next when the next one is due by the interval; null: there is no interval
 * @param intervalMillis time between two of them, ms; 0: they are made on request, after a loss and after a rejoin only
 * @param throttle bytes per second it may send
 * @param segments how many it compares
 * @param segmentsDone how many of them it has compared
 * @param remainingMillis how long it will take until all are, if it goes on as it did, ms; 0 when none is under way
 * @param lastDifferences keys, and clears, on which owners did not agree in it
 * @param notHeard owners it could not compare with, and why
 * @param failure why it came to its end too early; null: it did not
 * @param runs comparisons that came to their end
 * @param keys keys that were compared
 * @param differences on which owners did not agree, by cause
 * @param repaired keys, and clears, on which all owners agree since
 * @param notRepaired keys that could not be repaired
 * @param bytes of digests, hashes and keys that were asked for, and of entries that were sent; without headers of messages
 */
public record AntiEntropyReport(
        boolean running,
        boolean paused,
        boolean repairing,
        String reason,
        @Nullable Instant began,
        @Nullable Instant ended,
        @Nullable Instant complete,
        @Nullable Instant next,
        long intervalMillis,
        long throttle,
        int segments,
        int segmentsDone,
        long remainingMillis,
        long lastDifferences,
        Map<String, String> notHeard,
        @Nullable String failure,
        long runs,
        long keys,
        Map<String, Long> differences,
        long repaired,
        long notRepaired,
        long bytes) {

    public AntiEntropyReport {
        notHeard = Map.copyOf(notHeard);
        differences = Map.copyOf(differences);
    }
}
