package io.spandrel.it.bench;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Is our filter as fast as others, with as many keys as they were made for? Hashing the key is part of it. {@code fill}
 * makes a filter and inserts all keys.
 */
@State(Scope.Benchmark)
@SuppressWarnings("NullAway") // @Setup sets the fields
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class FilterBenchmark {

    private static final int LENGTH = 1 << 16;

    @Param
    public TestedFilter.Kind kind;

    @Param({"10000", "1000000", "10000000"})
    public int keys;

    private TestedFilter filter;
    private final long[] held = new long[LENGTH];
    private final long[] others = new long[LENGTH];
    private int position;

    @Setup
    public void fillFilter() {
        filter = kind.filled(keys);
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < LENGTH; i++) {
            held[i] = random.nextInt(keys);
            others[i] = random.nextLong(keys, Long.MAX_VALUE);
        }
    }

    @Benchmark
    public boolean present() {
        return filter.asking().test(held[position++ & (LENGTH - 1)]);
    }

    @Benchmark
    public boolean absent() {
        return filter.asking().test(others[position++ & (LENGTH - 1)]);
    }

    @Benchmark
    @BenchmarkMode(Mode.SingleShotTime)
    public TestedFilter fill() {
        return kind.filled(keys);
    }
}
