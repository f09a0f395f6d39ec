package io.spandrel.eviction;

import java.util.ArrayList;
import java.util.List;

/**
 * What a {@link MissRatioCurve} says at one moment.
 *
 * @param requests reads it stands for, recent ones counting more; 0 if it has seen none yet
 * @param measured hit ratio of those reads in the cache as it is, 0..1
 * @param points predictions, by rising capacity; the capacities are {@link MissRatioCurve#SCALES} of the present one
 * @param sampledKeys keys it follows now
 * @param rate share of the keys it follows, 0..1
 * @param memory bytes it takes
 */
public record CurveSnapshot(
        double requests, double measured, List<Point> points, int sampledKeys, double rate, long memory) {

    public CurveSnapshot {
        points = List.copyOf(points);
    }

    /** The same prediction for a cache that has {@code factor} times the capacity because it holds more than was watched. */
    public CurveSnapshot stretched(double factor) {
        return new CurveSnapshot(
                requests,
                measured,
                points.stream()
                        .map(point -> new Point(
                                Math.max(1, Math.round(point.capacity() * factor)), point.lru(), point.expected()))
                        .toList(),
                sampledKeys,
                rate,
                memory);
    }

    /** Of what {@code tally} counted, by the keys in {@code distances}. */
    static CurveSnapshot of(CurveTally tally, SampledDistances distances, long memory) {
        double measured = tally.hitRatio();
        double lruNow = hitRatio(tally, distances.capacity());
        List<Point> points = new ArrayList<>();
        for (double scale : MissRatioCurve.SCALES) {
            long capacity = Math.max(1, Math.round(scale * distances.capacity()));
            double lru = hitRatio(tally, capacity);
            points.add(new Point(capacity, lru, expected(lru, lruNow, measured)));
        }
        return new CurveSnapshot(tally.measured(), measured, points, distances.keys(), distances.rate(), memory);
    }

    /*
     * The policy in force is not LRU. What it does better at the present capacity, it is taken to do at others too: if it
     * has a third fewer misses now, it has a third fewer there. If it has more, as many more are added; multiplying could
     * make any number of few.
     */
    static double expected(double lru, double lruNow, double measured) {
        double gain = measured - lruNow;
        return gain > 0 ? lru + gain * (1 - lru) / (1 - lruNow) : Math.max(0, lru + gain);
    }

    /* Whatever the sample lacks of the requests were hits: SHARDS-adj, see MissRatioCurve. */
    private static double hitRatio(CurveTally tally, long capacity) {
        double requests = tally.measured();
        return requests > 0 ? Math.min(1, Math.max(0, 1 - tally.missesAt(capacity) / requests)) : 0;
    }

    /**
     * One capacity and its hit ratio.
     *
     * @param capacity in the bound's unit
     * @param lru hit ratio LRU would have, 0..1
     * @param expected hit ratio the policy in force is expected to have, 0..1
     */
    public record Point(long capacity, double lru, double expected) {}
}
