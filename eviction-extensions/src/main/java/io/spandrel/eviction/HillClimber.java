package io.spandrel.eviction;

/**
 * Looks for the share of a cache that gives the highest hit ratio: moves on in the direction that raised it, turns back
 * where it fell, and takes smaller steps the longer it climbs. A sudden change of the hit ratio, as when the workload
 * changes, brings the large steps back.
 *
 * @see <a href="https://doi.org/10.1145/3274808.3274816">Einziger, Eytan, Friedman, Manes, Adaptive software cache
 *     management, Middleware 2018</a>
 */
final class HillClimber {

    /*
     * Differences from the paper: steps shrink by 5 % instead of 2 %, and at either end of the range the climber turns
     * round. Where the hit ratio does not depend on the share in most of the range, as for keys that are used twice and
     * then never again, it would otherwise push against the end for ever.
     */
    private static final double FIRST_STEP = 0.0625;
    private static final double SHRINK = 0.95;
    private static final double SUDDEN = 0.05;

    private double step;
    private double ratioBefore;

    /** The first move is to be in the direction of {@code sign}. */
    HillClimber(int sign) {
        step = sign * FIRST_STEP;
    }

    /**
     * The next move, as a signed share of the whole.
     *
     * @param ratio the hit ratio since the last move, 0 to 1
     */
    double move(double ratio) {
        double change = ratio - ratioBefore;
        double move = change >= 0 ? step : -step;
        step = Math.abs(change) >= SUDDEN ? Math.copySign(FIRST_STEP, move) : SHRINK * move;
        ratioBefore = ratio;
        return move;
    }

    /** The last move was not possible: the next is to go the other way, in full. */
    void turn() {
        step = Math.copySign(FIRST_STEP, -step);
    }
}
