package io.spandrel.console.live;

import io.spandrel.grid.Grid;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Takes a sample of the grid every second while somebody watches, every five seconds otherwise. {@link #tick()} is
 * called once a second by a timer; a tick while another is still at work does nothing.
 */
public final class Sampler {

    /** Between two ticks. */
    public static final Duration INTERVAL = Duration.ofSeconds(1);

    /** Between two samples while nobody watches. */
    static final Duration IDLE_INTERVAL = Duration.ofSeconds(5);

    /** How long a look at the history counts as watching. */
    static final Duration ATTENTION = Duration.ofMinutes(1);

    private final Grid grid;
    private final MemberReports reports;
    private final History history;
    private final EventStreams streams;
    private final InstantSource clock;
    private final AtomicBoolean atWork = new AtomicBoolean();
    private volatile Instant lookedAt = Instant.MIN;
    private volatile Instant sampledAt = Instant.MIN;

    public Sampler(Grid grid, MemberReports reports, History history, EventStreams streams, InstantSource clock) {
        this.grid = grid;
        this.reports = reports;
        this.history = history;
        this.streams = streams;
        this.clock = clock;
    }

    /** Takes a sample if one is due. Blocks up to 2 s. */
    public void tick() {
        Instant now = clock.instant();
        if (!isDue(now) || !atWork.compareAndSet(false, true)) {
            return;
        }
        try {
            sampledAt = now;
            Sample sample = Sample.of(now, reports.recent());
            history.add(sample);
            if (streams.isWatched()) {
                streams.publish(sample, grid.report());
            }
        } finally {
            atWork.set(false);
        }
    }

    /** The last five minutes, oldest first. Somebody who asks is watching. */
    public List<Sample> look() {
        lookedAt = clock.instant();
        return history.samples();
    }

    private boolean isDue(Instant now) {
        boolean watched = streams.isWatched() || lookedAt.isAfter(now.minus(ATTENTION));
        /* Half a tick of tolerance, so that a tick that comes a little early is not lost. */
        Duration interval = watched ? Duration.ZERO : IDLE_INTERVAL.minus(INTERVAL.dividedBy(2));
        return !sampledAt.isAfter(now.minus(interval));
    }
}
