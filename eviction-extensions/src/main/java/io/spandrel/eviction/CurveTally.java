package io.spandrel.eviction;

/**
 * The requests a curve has counted: those of the present burst, and before that those of all bursts, each with the
 * weight of the requests it stands for.
 *
 * <p>Not thread-safe.
 */
final class CurveTally {

    /*
     * A curve that watches in bursts sees bursts of a changing workload. To make its mean that of all requests, and not
     * of the requests it could afford, a burst counts as often as its requests fit into the time from the end of the
     * burst before to its own end. How many requests came while nobody counted is known from how fast they came in the
     * burst.
     */
    private static final double WEIGHT_MAX = 256;

    private final DistanceHistogram before = new DistanceHistogram();
    private final DistanceHistogram burst = new DistanceHistogram();
    private double hitsBefore;
    private double missesBefore;
    private double lostBefore;
    private double hits;
    private double misses;
    private double lost;
    private double uncounted;

    /** Reads at stack distances are to be added here. */
    DistanceHistogram distances() {
        return burst;
    }

    /** Reads were counted, {@code lost} of them without a look at their distance. */
    void count(long hits, long misses, double lost) {
        this.hits += hits;
        this.misses += misses;
        this.lost += lost;
    }

    /** About {@code reads} were not counted, for the burst to stand for. */
    void skip(double reads) {
        uncounted += reads;
    }

    /** The burst is over. */
    void close() {
        double counted = hits + misses;
        if (counted > 0) {
            double weight = Math.min(WEIGHT_MAX, 1 + uncounted / counted);
            before.add(burst, weight);
            hitsBefore += weight * hits;
            missesBefore += weight * misses;
            lostBefore += weight * lost;
            startBurst();
        }
    }

    /** Leaves {@code share} of everything. */
    void fade(double share) {
        close();
        before.fade(share);
        hitsBefore *= share;
        missesBefore *= share;
        lostBefore *= share;
    }

    /** Forgets everything. */
    void clear() {
        fade(0);
        startBurst();
    }

    /** Reads it stands for. */
    double reads() {
        return hitsBefore + missesBefore + hits + misses;
    }

    /** Share of the reads that were hits, 0..1; 0 if there were none. */
    double hitRatio() {
        return reads() > 0 ? (hitsBefore + hits) / reads() : 0;
    }

    /** Reads whose distances are known, or estimated by those of others. */
    double measured() {
        return Math.max(0, reads() - lostBefore - lost);
    }

    /** Of {@link #measured}, those that LRU would have missed with {@code capacity}. */
    double missesAt(long capacity) {
        return before.sum() + burst.sum() - before.upTo(capacity) - burst.upTo(capacity);
    }

    /** Bytes it takes. */
    long memory() {
        return before.memory() + burst.memory();
    }

    private void startBurst() {
        burst.clear();
        hits = 0;
        misses = 0;
        lost = 0;
        uncounted = 0;
    }
}
