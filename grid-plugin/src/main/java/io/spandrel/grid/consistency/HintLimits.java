package io.spandrel.grid.consistency;

import java.time.Duration;

/**
 * How much is kept for members that do not answer.
 *
 * @param perMemberMax hints kept for one member, 1 or more
 * @param totalMax hints kept in all, 1 or more
 * @param bytesMax bytes of all hints with their keys, 1 or more
 * @param window how long after a member was last seen hints are made and kept for it, longer than 0
 */
public record HintLimits(int perMemberMax, int totalMax, long bytesMax, Duration window) {

    public HintLimits {
        if (perMemberMax < 1 || totalMax < 1 || bytesMax < 1) {
            throw new IllegalArgumentException("limits of hints must be 1 or more, were " + perMemberMax
                    + " per member, " + totalMax + " in all, " + bytesMax + " bytes");
        }
        if (window.isNegative() || window.isZero()) {
            throw new IllegalArgumentException("window must be longer than 0, was " + window);
        }
    }
}
