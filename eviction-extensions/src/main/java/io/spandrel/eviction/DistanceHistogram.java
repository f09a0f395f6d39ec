package io.spandrel.eviction;

/**
 * How often requests came at which stack distance, as estimates that fade: distances to 127 are kept apart, larger ones
 * to 1/64 of their size.
 *
 * <p>Not thread-safe.
 */
final class DistanceHistogram {

    /*
     * The bucket of a distance is its leading seven bits and their position, so that a bucket's width grows with its
     * distance and 24 KB serve for entries as well as bytes.
     */
    private static final int LEADING = 6;
    private static final int SHIFT_MAX = 44;

    private final double[] buckets = new double[(SHIFT_MAX + 2) << LEADING];
    private double sum;

    /** {@code requests}, 0 or more, came at {@code distance}; 1 or more. */
    void add(long distance, double requests) {
        buckets[bucket(distance)] += requests;
        sum += requests;
    }

    /** {@code requests}, 0 or more, came at no distance: their key had not been there. */
    void addBeyond(double requests) {
        sum += requests;
    }

    /** Requests that came at {@code distance} or less; within a bucket they are taken as spread evenly. */
    double upTo(long distance) {
        int last = bucket(distance);
        double below = 0;
        for (int i = 0; i < last; i++) {
            below += buckets[i];
        }
        int shift = Math.max(0, (last >> LEADING) - 1);
        long start = (long) (last - (shift << LEADING)) << shift;
        double share = Math.min(1, (distance - start + 1) / (double) (1L << shift));
        return below + share * buckets[last];
    }

    /** Requests at all distances. */
    double sum() {
        return sum;
    }

    /** Leaves {@code share} of everything. */
    void fade(double share) {
        sum *= share;
        for (int i = 0; i < buckets.length; i++) {
            buckets[i] *= share;
        }
    }

    /** Adds {@code share} of everything in {@code other}. */
    void add(DistanceHistogram other, double share) {
        sum += share * other.sum;
        for (int i = 0; i < buckets.length; i++) {
            buckets[i] += share * other.buckets[i];
        }
    }

    void clear() {
        fade(0);
    }

    /** Bytes it takes. */
    long memory() {
        return (long) buckets.length * Double.BYTES;
    }

    private static int bucket(long distance) {
        int shift = Math.max(0, Long.SIZE - 1 - LEADING - Long.numberOfLeadingZeros(distance));
        if (shift > SHIFT_MAX) {
            return ((SHIFT_MAX + 2) << LEADING) - 1;
        }
        return (shift << LEADING) + (int) (distance >>> shift);
    }
}
