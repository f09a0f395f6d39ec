package io.spandrel.it.bench;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * What does the miss-ratio curve cost a bounded cache? {@code get} stays within the bound; {@code readThrough} has room for
 * half of the keys it reads, and loads what it misses. Off is measured twice: what differs is noise.
 */
@State(Scope.Benchmark)
@SuppressWarnings("NullAway") // @Setup sets the fields; what a benchmark returns is only consumed
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class CurveBenchmark {

    /** What is compared. Public for the benchmark's parameter. */
    public enum Kind {
        OFF,
        ON,
        OFF_AGAIN
    }

    @Param
    public Kind kind;

    private LocalCaches large;
    private LocalCaches small;
    private Map<Integer, Integer> roomy;
    private Map<Integer, Integer> tight;

    @Setup
    public void start() {
        large = bounded(2 * LocalCaches.KEYS);
        small = bounded(LocalCaches.KEYS / 2);
        roomy = large.cache();
        tight = small.cache();
        for (int key = 0; key < LocalCaches.KEYS; key++) {
            roomy.put(key, key);
            tight.put(key, key);
        }
    }

    private LocalCaches bounded(int bound) {
        return LocalCaches.with("<grid:eviction policy=\"s3-fifo\" max-count=\"%d\" miss-ratio-curve=\"%s\"/>"
                .formatted(bound, kind == Kind.ON));
    }

    @TearDown
    public void stop() {
        large.close();
        small.close();
    }

    @Benchmark
    public Integer get(KeySequence keys) {
        return roomy.get(keys.next());
    }

    @Benchmark
    public Integer readThrough(KeySequence keys) {
        Integer key = keys.next();
        Integer value = tight.get(key);
        return value != null ? value : tight.put(key, key);
    }
}
