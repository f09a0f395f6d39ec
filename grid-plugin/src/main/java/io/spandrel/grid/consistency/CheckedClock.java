package io.spandrel.grid.consistency;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A wall clock of which a jump, forward or back, is not believed until somebody confirms it: until then it goes on by the time that
 * has passed. Thread-safe.
 */
public final class CheckedClock {

    /*
     * The time that has passed is told by a clock which nobody sets. So what the wall clock should show is known, but for what it is
     * slewed by: small differences are followed at once, and cannot add up to a jump unless nobody asks for the time for long.
     *
     * A thread that stands still between reading the one clock and the other sees a jump where there is none. The wall clock is read
     * first: what should be shown is right then too.
     */

    /** A difference that is more than this is a jump. */
    public static final Duration JUMP = Duration.ofMillis(500);

    private static final long FOLLOWED_MILLIS = 50;

    private final LongSupplier wall;
    private final LongSupplier nanoTime;
    private final Runnable doubts;
    private final AtomicBoolean doubted = new AtomicBoolean();

    /** What both clocks showed at a moment when the wall clock was believed; null: it always is. */
    private volatile @Nullable Anchor anchor;

    /**
     * @param wall milliseconds since 1970, as the machine says
     * @param nanoTime a clock that only moves forward, in nanoseconds
     * @param doubts hears of a jump, by the thread that asked for the time
     */
    public CheckedClock(LongSupplier wall, LongSupplier nanoTime, Runnable doubts) {
        this.wall = wall;
        this.nanoTime = nanoTime;
        this.doubts = doubts;
    }

    /** From now on jumps are not believed; before, every reading is. */
    public void check() {
        if (anchor == null) {
            believe();
        }
    }

    /** The wall clock as it is now is right. */
    public void believe() {
        anchor = new Anchor(wall.getAsLong(), nanoTime.getAsLong());
        doubted.set(false);
    }

    /** Milliseconds since 1970. */
    public long millis() {
        long shown = wall.getAsLong();
        Anchor last = anchor;
        if (last == null) {
            return shown;
        }
        long now = nanoTime.getAsLong();
        long expected = last.wallAt(now);
        long off = Math.abs(shown - expected);
        if (off > JUMP.toMillis()) {
            if (doubted.compareAndSet(false, true)) {
                doubts.run();
            }
            return expected;
        }
        if (off > FOLLOWED_MILLIS) {
            anchor = new Anchor(shown, now);
        }
        return shown;
    }

    /** How far ahead of the right time the wall clock is, if that is a jump; zero: it is believed. */
    public Duration jumped() {
        long shown = wall.getAsLong();
        Anchor last = anchor;
        long off = last == null ? 0 : shown - last.wallAt(nanoTime.getAsLong());
        if (Math.abs(off) > JUMP.toMillis()) {
            return Duration.ofMillis(off);
        }
        doubted.set(false);
        return Duration.ZERO;
    }

    private record Anchor(long wall, long nanos) {

        long wallAt(long now) {
            return wall + TimeUnit.NANOSECONDS.toMillis(now - nanos);
        }
    }
}
