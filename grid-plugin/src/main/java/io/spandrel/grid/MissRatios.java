package io.spandrel.grid;

import java.util.List;

/**
 * What the hit ratio of a bounded cache would be with other bounds, as one member's miss-ratio curve tells it.
 *
 * @param requests reads the curve rests on, recent ones counting more; 0 if it has seen none yet
 * @param measured hit ratio of those reads as the cache is, 0..1
 * @param sampledKeys keys the curve follows now
 * @param rate share of the keys it follows, 0..1
 * @param memory bytes it takes
 * @param points predictions, by rising capacity; one of them is at the present bound
 */
public record MissRatios(
        double requests, double measured, int sampledKeys, double rate, long memory, List<Point> points) {

    public MissRatios {
        points = List.copyOf(points);
    }

    /**
     * One capacity and its hit ratio.
     *
     * @param scale the capacity as a multiple of the present bound
     * @param capacity in the bound's unit
     * @param lru hit ratio LRU would have, 0..1
     * @param expected hit ratio the policy in force is expected to have, 0..1
     */
    public record Point(double scale, long capacity, double lru, double expected) {}
}
