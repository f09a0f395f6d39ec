package io.spandrel.console.live;

import io.spandrel.grid.Grid;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Takes a sample of the grid every second while somebody watches, and none otherwise: then the members remember for
 * themselves. {@link #tick()} is called once a second by a timer; a tick while another is still at work does nothing.
 */
public final class Sampler {

    /** Between two ticks. */
    public static final Duration INTERVAL = Duration.ofSeconds(1);

    /** How long sampling goes on after the last look at the history, or the end of the last stream. */
    static final Duration ATTENTION = Duration.ofMinutes(1);

    private final MemberReports reports;
    private final MemberPasts pasts;
    private final History history;
    private final EventStreams streams;
    private final InstantSource clock;
    private final AtomicBoolean atWork = new AtomicBoolean();
    private final Object filling = new Object();
    private Instant filledAt = Instant.MIN;
    private volatile Instant watchedAt = Instant.MIN;

    public Sampler(Grid grid, MemberReports reports, History history, EventStreams streams, InstantSource clock) {
        this.reports = reports;
        this.pasts = new MemberPasts(grid);
        this.history = history;
        this.streams = streams;
        this.clock = clock;
    }

    /** Takes a sample if somebody watches. Blocks up to 2 s. */
    public void tick() {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        if (streams.isWatched()) {
            watchedAt = now;
        }
        if (!watchedAt.isAfter(now.minus(ATTENTION)) || !atWork.compareAndSet(false, true)) {
            return;
        }
        try {
            streams.publish(Sample.of(now, reports.recent()));
        } finally {
            atWork.set(false);
        }
    }

    /** The last five minutes, oldest first. Somebody who asks is watching. Blocks up to 2 s. */
    public List<Sample> look() {
        Instant now = clock.instant();
        watchedAt = now;
        synchronized (filling) {
            /* A grid younger than five minutes has a gap whenever it is asked: hence not more often than it has news. */
            if (history.hasGap(now) && !filledAt.isAfter(now.minus(MemberPasts.STEP))) {
                filledAt = now;
                history.fill(pasts.ask(now));
            }
        }
        return history.samples(now);
    }
}
