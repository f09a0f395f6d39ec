package io.spandrel.eviction;

/**
 * What a curve may spend on watching: a bucket of credit that fills at a steady rate.
 *
 * <p>Not thread-safe. Time is given in ns of a clock that never goes back.
 */
final class SamplingBudget {

    private final long perSecond;
    private final double depth;
    private double credit;
    private long refilled;

    /**
     * A full bucket.
     *
     * @param perSecond units that may be spent in a second in the long run, 1 or more; {@code Long.MAX_VALUE}: any
     * @param depth units that may be spent at once after a rest
     */
    SamplingBudget(long perSecond, double depth, long now) {
        this.perSecond = perSecond;
        this.depth = depth;
        this.credit = depth;
        this.refilled = now;
    }

    /** Spends {@code units}, 0 or more; they may exceed what is there. */
    void spend(double units, long now) {
        if (perSecond < Long.MAX_VALUE) {
            credit = Math.min(depth, credit + (now - refilled) * 1e-9 * perSecond) - units;
            refilled = now;
        }
    }

    /** Whether nothing is left. */
    boolean isSpent() {
        return credit <= 0;
    }

    /** How full the bucket is, 0..1. */
    double share() {
        return Math.max(0, credit / depth);
    }

    /** Time in which {@code units} are earned; ns. */
    double nanosToEarn(double units) {
        return units / perSecond * 1e9;
    }
}
