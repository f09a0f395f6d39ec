package io.spandrel.grid.infinispan.antientropy;

import io.spandrel.grid.AntiEntropyReport;
import io.spandrel.grid.antientropy.Difference.Cause;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How far a comparison is, and what all of them have come to. One runs at a time. Thread-safe. */
final class RunTally {

    private final InstantSource clock;
    private final Map<String, Long> differences = new TreeMap<>();
    private final Map<String, String> notHeard = new TreeMap<>();
    private long runs;
    private long keys;
    private long repaired;
    private long notRepaired;

    private boolean running;
    private String reason = "";
    private @Nullable Instant began;
    private @Nullable Instant ended;
    private @Nullable Instant complete;
    private int segments;
    private int segmentsDone;
    private long lastDifferences;
    private @Nullable String failure;

    /**
     * When comparisons are made by themselves, and how fast.
     *
     * @param next when the next one is due; null: there is no interval
     * @param throttle bytes per second
     */
    record Schedule(@Nullable Instant next, Duration interval, long throttle) {}

    RunTally(InstantSource clock) {
        this.clock = clock;
    }

    synchronized void begins(String why, int segmentsToCompare) {
        running = true;
        reason = why;
        began = clock.instant();
        ended = null;
        segments = segmentsToCompare;
        segmentsDone = 0;
        lastDifferences = 0;
        notHeard.clear();
        failure = null;
    }

    /** The comparison has come to its end; too early if there is a failure. */
    synchronized void ends(@Nullable String why) {
        running = false;
        ended = clock.instant();
        failure = why;
        if (why == null) {
            runs++;
            complete = notHeard.isEmpty() ? began : complete;
        }
    }

    /** Segments have been compared. */
    synchronized void done(int count) {
        segmentsDone += count;
    }

    synchronized void compared(long count) {
        keys += count;
    }

    synchronized void differs(Cause cause) {
        differences.merge(cause.name().toLowerCase(Locale.ROOT).replace('_', '-'), 1L, Long::sum);
        lastDifferences++;
    }

    synchronized void repaired(long count) {
        repaired += count;
    }

    synchronized void notRepaired(long count) {
        notRepaired += count;
    }

    /** An owner could not be compared with. */
    synchronized void notHeard(String owner, String why) {
        notHeard.put(owner, why);
    }

    synchronized AntiEntropyReport report(boolean paused, boolean repairing, Schedule schedule, long bytes) {
        return new AntiEntropyReport(
                running,
                paused,
                repairing,
                reason,
                began,
                ended,
                complete,
                schedule.next(),
                schedule.interval().toMillis(),
                schedule.throttle(),
                segments,
                segmentsDone,
                remaining(),
                lastDifferences,
                notHeard,
                failure,
                runs,
                keys,
                differences,
                repaired,
                notRepaired,
                bytes);
    }

    private long remaining() {
        if (!running || began == null || segmentsDone == 0) {
            return 0;
        }
        long taken = Duration.between(began, clock.instant()).toMillis();
        return taken * (segments - segmentsDone) / segmentsDone;
    }
}
