package io.spandrel.grid.infinispan.calls;

import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Counts calls by how long they took. Recording takes no lock and, but for the first calls, makes no object. Thread-safe.
 *
 * <p>Keeps 3.7 KB for each of as many stripes as there are processors, up to 8; a stripe is made by its first call.
 */
final class LatencyRecorder {

    /*
     * Each power of two is divided into 16 ranges of the same width, so that a range is a sixteenth of its lower end wide
     * (HdrHistogram's layout with four bits of precision). What is shorter than the first range counts there; what is longer than
     * the last counts in it, and is told by the maximum.
     *
     * Threads are spread over stripes, so that those of several processors seldom write the same cache line. A snapshot adds the
     * stripes up while calls go on: it may lack the latest of them.
     */
    private static final int PRECISION_BITS = 4;

    private static final int RANGES_A_POWER = 1 << PRECISION_BITS;
    private static final int FIRST_BIT = 7;
    private static final int LAST_BIT = 35;
    private static final long SHORTEST = 1L << FIRST_BIT;
    private static final long LONGEST = (1L << (LAST_BIT + 1)) - 1;
    static final int RANGES = (LAST_BIT - FIRST_BIT + 1) * RANGES_A_POWER;
    private static final int MAX = RANGES;

    private static final int STRIPES_MAX = 8;

    private final AtomicReferenceArray<AtomicLongArray> stripes;

    LatencyRecorder() {
        this(Runtime.getRuntime().availableProcessors());
    }

    LatencyRecorder(int processors) {
        int wanted = Math.min(STRIPES_MAX, Math.max(1, processors));
        stripes = new AtomicReferenceArray<>(Integer.highestOneBit(2 * wanted - 1));
    }

    /** A call has ended. */
    void record(long nanos) {
        AtomicLongArray counts = stripe();
        counts.getAndIncrement(rangeOf(nanos));
        if (nanos > counts.get(MAX)) {
            counts.accumulateAndGet(MAX, nanos, Math::max);
        }
    }

    /** The calls so far. */
    LatencyCounts counts() {
        long[] sums = new long[RANGES];
        long max = 0;
        for (int i = 0; i < stripes.length(); i++) {
            AtomicLongArray counts = stripes.get(i);
            if (counts != null) {
                for (int range = 0; range < RANGES; range++) {
                    sums[range] += counts.get(range);
                }
                max = Math.max(max, counts.get(MAX));
            }
        }
        return LatencyCounts.of(sums, max);
    }

    /** Stripes made so far. */
    int stripesMade() {
        int made = 0;
        for (int i = 0; i < stripes.length(); i++) {
            made += stripes.get(i) == null ? 0 : 1;
        }
        return made;
    }

    private AtomicLongArray stripe() {
        int index = (int) Thread.currentThread().getId() & (stripes.length() - 1);
        AtomicLongArray stripe = stripes.get(index);
        if (stripe == null) {
            stripes.compareAndSet(index, null, new AtomicLongArray(RANGES + 1));
            stripe = stripes.get(index);
        }
        return stripe;
    }

    static int rangeOf(long nanos) {
        long counted = Math.min(LONGEST, Math.max(SHORTEST, nanos));
        int bit = Long.SIZE - 1 - Long.numberOfLeadingZeros(counted);
        return (bit - FIRST_BIT) * RANGES_A_POWER + (int) (counted >>> (bit - PRECISION_BITS)) - RANGES_A_POWER;
    }

    /** The longest duration of a range. */
    static long upTo(int range) {
        if (range == RANGES - 1) {
            return Long.MAX_VALUE;
        }
        int bit = FIRST_BIT + range / RANGES_A_POWER;
        return ((RANGES_A_POWER + range % RANGES_A_POWER + 1L) << (bit - PRECISION_BITS)) - 1;
    }
}
