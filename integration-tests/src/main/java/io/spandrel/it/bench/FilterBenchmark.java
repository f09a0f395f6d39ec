package io.spandrel.it.bench;

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

    @Param
    public TestedFilter.Kind kind;

    @Param({"10000", "1000000", "10000000"})
    public int keys;

    private TestedFilter filter;
    private long sequence;

    @Setup
    public void fillFilter() {
        filter = kind.filled(keys);
    }

    @Benchmark
    public boolean present() {
        return filter.asking().test((next() >>> 32) * keys >>> 32);
    }

    @Benchmark
    public boolean absent() {
        return filter.asking().test(next() >>> 1 | 1L << 62);
    }

    /* all over the range, so that no part of a filter stays in the cache because it is asked for again */
    private long next() {
        return sequence += 0x9e37_79b9_7f4a_7c15L;
    }

    @Benchmark
    @BenchmarkMode(Mode.SingleShotTime)
    public TestedFilter fill() {
        return kind.filled(keys);
    }
}
