package io.spandrel.eviction;

/**
 * Decides when a curve watches: in bursts, so that no more requests are sampled than are paid for, or all the time where
 * they are few.
 *
 * <p>Not thread-safe. Time is given in ns of a clock that never goes back.
 */
final class SamplingBudget {

    private final long perSecond;
    private double credit;
    private long refilled;
    private boolean watching = true;

    /**
     * Begins to watch, with the credit of a burst.
     *
     * @param perSecond requests that may be sampled in a second in the long run; {@code Long.MAX_VALUE}: any
     */
    SamplingBudget(long perSecond, long burst, long now) {
        this.perSecond = perSecond;
        this.credit = burst;
        this.refilled = now;
    }

    /**
     * Pays for {@code sampled} requests; says whether to watch from now on. A new burst begins only with the credit for
     * {@code burst} requests, for in a shorter one too little of the order of the keys would be learned.
     */
    boolean watch(long sampled, long burst, long now) {
        if (perSecond == Long.MAX_VALUE) {
            return true;
        }
        double earned = (now - refilled) * 1e-9 * perSecond;
        credit -= sampled;
        credit = Math.max(credit, Math.min(burst, credit + earned));
        refilled = now;
        watching = watching ? credit > 0 : credit >= burst;
        return watching;
    }
}
