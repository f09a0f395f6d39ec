package io.spandrel.eviction;

/**
 * Counts requests of many threads for the price of one plain addition each.
 *
 * <p>Each thread adds to one of a few stripes, by its number, without any atomic instruction. Two threads that share a
 * stripe may lose additions that they make at the same moment; threads with numbers in a row share none.
 */
final class RequestCounter {

    private static final int STRIPES_MAX = 64;
    private static final int LINE = 16; // longs: two cache lines, because processors fetch them in pairs
    private static final int MISSES = 1;

    private final long[] counts;
    private final int mask;

    RequestCounter(int processors) {
        int wanted = Math.min(STRIPES_MAX, Math.max(1, processors) * 8);
        int stripes = Integer.highestOneBit(wanted * 2 - 1);
        counts = new long[(stripes + 1) * LINE];
        mask = stripes - 1;
    }

    /** Counts a request. */
    void add(boolean hit) {
        int at = (((int) Thread.currentThread().getId() & mask) + 1) * LINE + (hit ? 0 : MISSES);
        counts[at]++;
    }

    /** Hits so far; another thread's latest may be missing. */
    long hits() {
        return sum(0);
    }

    /** Misses so far; another thread's latest may be missing. */
    long misses() {
        return sum(MISSES);
    }

    /** Bytes it takes. */
    long memory() {
        return (long) counts.length * Long.BYTES;
    }

    private long sum(int which) {
        long sum = 0;
        for (int at = LINE + which; at < counts.length; at += LINE) {
            sum += counts[at];
        }
        return sum;
    }
}
