package io.spandrel.it.bench;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.BenchmarkParams;

/**
 * Keys drawn beforehand: key number <i>i</i> of them about as often as 1/<i>i</i><sup>0.99</sup> says. Popular keys lie
 * scattered in memory, as in life.
 */
@State(Scope.Benchmark)
public class ZipfKeys {

    private static final double SKEW = 0.99;
    private static final int DRAWS = 1 << 20;

    private Object[] drawn = new Object[0];

    /** Draws from as many keys as the benchmark has entries, or twice as many if its name does not begin with read. */
    @Setup
    public void draw(BenchmarkParams benchmark) {
        int entries = Integer.parseInt(benchmark.getParam("entries"));
        drawn = draw(benchmark.getBenchmark().endsWith(".read") ? entries : 2 * entries, new SplittableRandom(7));
    }

    private static Object[] draw(int distinct, SplittableRandom random) {
        double[] sums = new double[distinct];
        double sum = 0;
        for (int rank = 0; rank < distinct; rank++) {
            sum += 1 / Math.pow(rank + 1.0, SKEW);
            sums[rank] = sum;
        }
        Integer[] keyOfRank = shuffled(distinct, random);
        Object[] draws = new Object[DRAWS];
        for (int i = 0; i < DRAWS; i++) {
            int at = Arrays.binarySearch(sums, random.nextDouble() * sum);
            draws[i] = keyOfRank[Math.min(distinct - 1, at < 0 ? -at - 1 : at)];
        }
        return draws;
    }

    private static Integer[] shuffled(int distinct, SplittableRandom random) {
        Integer[] keys = new Integer[distinct];
        Arrays.setAll(keys, Integer::valueOf);
        for (int i = distinct - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            Integer key = keys[i];
            keys[i] = keys[other];
            keys[other] = key;
        }
        return keys;
    }

    Object at(int position) {
        return drawn[position & (DRAWS - 1)];
    }
}
