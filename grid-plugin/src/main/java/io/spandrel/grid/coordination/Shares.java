package io.spandrel.grid.coordination;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;

/** How the bound is divided among segments. */
final class Shares {

    /*
     * Every member has the same bound. One that owns n segments could give each 1/n of it; a segment takes the least that any
     * of its owners can give. So the segments of no member take more than its bound, if entries are spread evenly, and the
     * primary, which alone decides, needs to know nothing but the owners.
     */

    private Shares() {}

    /**
     * How much of the bound the segments led may take, 0 to 1.
     *
     * @param owners of a segment, primary or not
     */
    static <M> double ofLed(int segments, IntPredicate led, IntFunction<List<M>> owners) {
        Map<M, Integer> owned = new HashMap<>();
        for (int segment = 0; segment < segments; segment++) {
            for (M owner : owners.apply(segment)) {
                owned.merge(owner, 1, Integer::sum);
            }
        }
        double share = 0;
        for (int segment = 0; segment < segments; segment++) {
            if (led.test(segment)) {
                int most = owners.apply(segment).stream()
                        .mapToInt(owner -> owned.getOrDefault(owner, 0))
                        .max()
                        .orElse(segments);
                share += 1.0 / most;
            }
        }
        return Math.min(1, share);
    }
}
