package io.spandrel.grid.infinispan.report;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * What this member was like in the last five minutes, every five seconds; the oldest moment makes room for the newest.
 * Thread-safe.
 */
public final class PastMoments {

    /** Between two moments. */
    public static final Duration INTERVAL = Duration.ofSeconds(5);

    /** Five minutes, both ends included. */
    static final int MOMENTS_MAX = 61;

    /** A member's figures and when they were taken, ns of its own clock. */
    private record Taken(long nanos, HistoryCommand.Figures figures) {}

    private final LongSupplier nanos;
    private final Supplier<HistoryCommand.Figures> figures;
    private final ArrayDeque<Taken> moments = new ArrayDeque<>();

    public PastMoments(LongSupplier nanos, Supplier<HistoryCommand.Figures> figures) {
        this.nanos = nanos;
        this.figures = figures;
    }

    /** Remembers how it is now. */
    void take() {
        Taken taken = new Taken(nanos.getAsLong(), figures.get());
        synchronized (moments) {
            if (moments.size() == MOMENTS_MAX) {
                moments.removeFirst();
            }
            moments.addLast(taken);
        }
    }

    /** Oldest first, with the age of each. */
    public List<HistoryCommand.Moment> moments() {
        long now = nanos.getAsLong();
        synchronized (moments) {
            return moments.stream()
                    .map(taken -> new HistoryCommand.Moment(
                            Duration.ofNanos(now - taken.nanos()).toMillis(), taken.figures()))
                    .toList();
        }
    }
}
