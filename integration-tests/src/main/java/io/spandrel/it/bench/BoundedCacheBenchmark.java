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
 * What does a bound cost, next to Infinispan's own and to no bound at all? {@code get} and {@code put} stay within the
 * bound; {@code insert} holds half of the keys it writes, so that every other write evicts.
 */
@State(Scope.Benchmark)
@SuppressWarnings("NullAway") // @Setup sets the fields; what a benchmark returns is only consumed
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class BoundedCacheBenchmark {

    /** What is compared. Public for the benchmark's parameter. */
    public enum Kind {
        INFINISPAN_BOUNDED("<memory max-count=\"%d\"/>"),
        INFINISPAN_UNBOUNDED(""),
        S3_FIFO("<grid:eviction policy=\"s3-fifo\" max-count=\"%d\"/>"),
        CLOCK("<grid:eviction policy=\"clock\" max-count=\"%d\"/>"),
        LRU("<grid:eviction policy=\"lru\" max-count=\"%d\"/>"),
        CAFFEINE(""),
        CONCURRENT_HASH_MAP("");

        private final String cacheContent;

        Kind(String cacheContent) {
            this.cacheContent = cacheContent;
        }

        String cacheContent() {
            return cacheContent;
        }
    }

    @Param
    public Kind kind;

    private AutoCloseable closing;
    private Map<Integer, Integer> roomy;
    private Map<Integer, Integer> tight;

    @Setup
    public void start() {
        switch (kind) {
            case CAFFEINE ->
                use(() -> {}, LocalCaches.caffeine(2 * LocalCaches.KEYS), LocalCaches.caffeine(LocalCaches.KEYS / 2));
            case CONCURRENT_HASH_MAP -> use(() -> {}, LocalCaches.hashMap(), LocalCaches.hashMap());
            default -> {
                LocalCaches large = LocalCaches.bounded(kind, 2 * LocalCaches.KEYS);
                LocalCaches small = LocalCaches.bounded(kind, LocalCaches.KEYS / 2);
                use(
                        () -> {
                            large.close();
                            small.close();
                        },
                        large.cache(),
                        small.cache());
            }
        }
        for (int key = 0; key < LocalCaches.KEYS; key++) {
            roomy.put(key, key);
            tight.put(key, key);
        }
    }

    private void use(AutoCloseable closing, Map<Integer, Integer> roomy, Map<Integer, Integer> tight) {
        this.closing = closing;
        this.roomy = roomy;
        this.tight = tight;
    }

    @TearDown
    public void stop() throws Exception {
        closing.close();
    }

    @Benchmark
    public Integer get(KeySequence keys) {
        return roomy.get(keys.next());
    }

    @Benchmark
    public Integer put(KeySequence keys) {
        Integer key = keys.next();
        return roomy.put(key, key);
    }

    @Benchmark
    public Integer insert(KeySequence keys) {
        Integer key = keys.next();
        return tight.put(key, key);
    }
}
