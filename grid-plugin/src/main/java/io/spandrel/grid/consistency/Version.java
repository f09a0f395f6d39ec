package io.spandrel.grid.consistency;

import java.time.Instant;

/**
 * The version of a write: when it was made, which one of that millisecond, and by which member; all in one {@code long}.
 *
 * <p>Versions are totally ordered by {@link Long#compare}. A version is never negative; {@link #NONE}, that of what was never
 * versioned, is older than every other.
 */
public final class Version {

    /*
     * From the highest bit:  0 | 42 bits milliseconds since 1970 | 10 bits counter | 11 bits member
     *
     * 42 bits of milliseconds last until the year 2109. 10 bits of counter are a million writes per second and member before
     * its clock runs ahead of the wall clock. 11 bits tell 2048 members apart; the number only matters for two writes of the
     * same key, in the same millisecond and with the same counter, on two members that both take themselves for the primary.
     *
     * Time and counter together are the reading of a HybridLogicalClock: adding one to a reading whose counter is full carries
     * into the milliseconds.
     */
    static final int MEMBER_BITS = 11;

    static final int COUNTER_BITS = 10;

    /** The latest time a version can carry. */
    static final long MILLIS_MAX = (1L << (Long.SIZE - 1 - COUNTER_BITS - MEMBER_BITS)) - 1;

    /** The highest reading of a clock: latest time, full counter. */
    static final long READING_MAX = Long.MAX_VALUE >>> MEMBER_BITS;

    /** Older than every version. */
    public static final long NONE = 0;

    /** Member numbers are 0 up to this. */
    public static final int MEMBER_MAX = (1 << MEMBER_BITS) - 1;

    private static final long COUNTER_MAX = (1L << COUNTER_BITS) - 1;

    private Version() {}

    /**
     * The version made of its parts.
     *
     * @param millis since 1970, 0 or later
     * @param counter 0 up to 1023
     * @param member 0 up to {@link #MEMBER_MAX}
     * @throws IllegalArgumentException if a part is out of its range
     */
    public static long of(long millis, int counter, int member) {
        if (millis < 0 || millis > MILLIS_MAX) {
            throw new IllegalArgumentException("millis must be 0 to " + MILLIS_MAX + ", was " + millis);
        }
        if (counter < 0 || counter > COUNTER_MAX) {
            throw new IllegalArgumentException("counter must be 0 to " + COUNTER_MAX + ", was " + counter);
        }
        return ofReading(millis << COUNTER_BITS | counter, checkedMember(member));
    }

    /** When the write was made, in milliseconds since 1970 by its member's clock. */
    public static long millis(long version) {
        return version >>> (COUNTER_BITS + MEMBER_BITS);
    }

    /** The how manieth reading of its millisecond it carries. */
    public static int counter(long version) {
        return (int) (reading(version) & COUNTER_MAX);
    }

    /** The number of the member that made it. */
    public static int member(long version) {
        return (int) (version & MEMBER_MAX);
    }

    /** For people: time, counter and member. */
    public static String toString(long version) {
        return version == NONE
                ? "none"
                : Instant.ofEpochMilli(millis(version)) + "+" + counter(version) + "@" + member(version);
    }

    static int checkedMember(int member) {
        if (member < 0 || member > MEMBER_MAX) {
            throw new IllegalArgumentException("member must be 0 to " + MEMBER_MAX + ", was " + member);
        }
        return member;
    }

    static long ofReading(long reading, int member) {
        return reading << MEMBER_BITS | member;
    }

    static long reading(long version) {
        return version >>> MEMBER_BITS;
    }
}
