package io.spandrel.grid.consistency;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * Gives the {@link Version}s of one member's writes. A version given after another one was {@link #seen} is greater, even where
 * the wall clocks of the two members disagree; and none is given twice.
 *
 * <p>Thread-safe and lock-free.
 *
 * @see <a href="https://cse.buffalo.edu/tech-reports/2014-04.pdf">Kulkarni et al., Logical Physical Clocks, 2014</a>
 */
public final class HybridLogicalClock {

    /*
     * A reading is milliseconds and counter in one long, so that the next one is one addition, and moving on is one compare
     * and set.
     *
     * Invariants
     *   I1  `last` never decreases, and grows with each version given.
     *   I2  no version is given whose time is behind the wall clock's.
     *   I3  a full counter moves the time one millisecond forward: nobody waits, nothing wraps.
     *   I4  no version is given above the ceiling. It is raised by half the limit of drift at a time, so that a clock which
     *       begins anew above it is not further ahead than others allow.
     *
     * Differences from the paper: one counter rule for writing and hearing (the paper adds one on hearing too, for messages
     * that are events of their own; here hearing is none). What is too far ahead is refused, as the paper's section on
     * resilience suggests.
     */
    private final int member;
    private final InstantSource wall;
    private final long driftMaxMillis;
    private final AtomicLong last;
    private final LongAdder refused = new LongAdder();
    private final Ceiling ceiling;
    private final Object raising = new Object();
    private volatile long limit = Version.NONE;

    /**
     * A clock that gives nothing older than the wall clock, nor than {@code floor}.
     *
     * @param member its number in every version given, 0 up to {@link Version#MEMBER_MAX}
     * @param driftMax how far ahead of the wall clock a version of another member may be, 0 or longer
     * @param floor a version that everything given is newer than, such as the newest found in a store; or
     *     {@link Version#NONE}
     * @throws IllegalArgumentException if a parameter is out of its range
     */
    public HybridLogicalClock(int member, InstantSource wall, Duration driftMax, long floor) {
        this(member, wall, driftMax, floor, version -> {});
    }

    /**
     * A clock that gives nothing older than the wall clock, nor than {@code floor}.
     *
     * @param ceiling where it keeps how far it has gone; the {@code floor} of a clock that takes its place
     */
    public HybridLogicalClock(int member, InstantSource wall, Duration driftMax, long floor, Ceiling ceiling) {
        if (driftMax.isNegative()) {
            throw new IllegalArgumentException("driftMax must be 0 or longer, was " + driftMax);
        }
        this.member = Version.checkedMember(member);
        this.wall = wall;
        this.driftMaxMillis = driftMax.toMillis();
        this.last = new AtomicLong(Version.reading(checked(floor)));
        this.ceiling = ceiling;
    }

    /**
     * The version of a write.
     *
     * @param replaced that of the entry or tombstone which the write replaces, or {@link Version#NONE}. It was accepted once,
     *     so no limit of drift holds for it.
     * @throws IllegalStateException if there is no newer version, from the year 2109 on
     */
    public long next(long replaced) {
        long least = Math.max(Version.reading(checked(replaced)) + 1, wallReading());
        long reading = last.updateAndGet(before -> notAfterTheEnd(Math.max(before + 1, least)));
        long version = Version.ofReading(reading, member);
        if (version > limit) {
            raise(version);
        }
        return version;
    }

    private void raise(long version) {
        synchronized (raising) {
            if (version > limit) {
                long more = Math.max(1, driftMaxMillis / 2) << Version.COUNTER_BITS;
                long raised = Version.ofReading(
                        Math.min(Version.reading(version) + more, Version.READING_MAX), Version.MEMBER_MAX);
                ceiling.raise(raised);
                limit = raised;
            }
        }
    }

    /**
     * Hears of a version that another member gave: everything given from now on is newer. If it is further ahead of the wall
     * clock than the limit it is refused and counted, and this clock stays as it is.
     *
     * @return whether the version was accepted
     */
    public boolean seen(long version) {
        if (Version.millis(checked(version)) - wall.millis() > driftMaxMillis) {
            refused.increment();
            return false;
        }
        long reading = Version.reading(version);
        /* Most versions are old news: a read spares the members' threads the fight for the word. */
        if (reading > last.get()) {
            last.accumulateAndGet(reading, Math::max);
        }
        return true;
    }

    /** How many versions were refused. */
    public long refused() {
        return refused.sum();
    }

    /** A version that none given or heard of so far is newer than. */
    public long latest() {
        return Version.ofReading(last.get(), Version.MEMBER_MAX);
    }

    /** How long ago a version was given, by the wall clocks; negative if the one that gave it is ahead of this one. */
    public Duration age(long version) {
        return Duration.ofMillis(wall.millis() - Version.millis(version));
    }

    /** How far this clock is ahead of the wall clock, because others are or because of a burst of writes; 0 if it is not. */
    public Duration ahead() {
        return Duration.ofMillis(Math.max(0, (last.get() >>> Version.COUNTER_BITS) - wall.millis()));
    }

    private long notAfterTheEnd(long reading) {
        if (reading > Version.READING_MAX) {
            throw new IllegalStateException("no versions are left in " + this);
        }
        return reading;
    }

    private long wallReading() {
        return Math.max(0, wall.millis()) << Version.COUNTER_BITS;
    }

    private static long checked(long version) {
        if (version < 0) {
            throw new IllegalArgumentException("a version must not be negative, was " + version);
        }
        return version;
    }

    @Override
    public String toString() {
        return "HybridLogicalClock[member " + member + ", last "
                + Version.toString(Version.ofReading(last.get(), member)) + ", refused "
                + refused() + "]";
    }
}
