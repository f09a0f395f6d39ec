package io.spandrel.it.bench;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * What does Spandrel cost a cache that does not use it? Run with and without Spandrel's classes on the class path.
 */
@State(Scope.Benchmark)
@SuppressWarnings("NullAway") // @Setup sets the fields; what a benchmark returns is only consumed
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class PlainCacheBenchmark {

    private LocalCaches caches;
    private Map<Integer, Integer> cache;

    @Setup
    public void start() {
        caches = LocalCaches.plain();
        cache = caches.cache();
        for (int key = 0; key < LocalCaches.KEYS; key++) {
            cache.put(key, key);
        }
    }

    @TearDown
    public void stop() {
        caches.close();
    }

    @Benchmark
    public Integer get(KeySequence keys) {
        return cache.get(keys.next());
    }

    @Benchmark
    public Integer put(KeySequence keys) {
        Integer key = keys.next();
        return cache.put(key, key);
    }
}
