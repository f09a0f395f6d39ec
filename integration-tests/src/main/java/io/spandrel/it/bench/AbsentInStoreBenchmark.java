package io.spandrel.it.bench;

import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.infinispan.Cache;
import org.infinispan.context.Flag;
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
 * What does negative lookup spare a cache over a file store, and what does it cost? {@code getInMemory} finds every key in
 * memory, {@code getInStore} in the store alone: what it has read, it evicts. {@code insert} does not ask for the value
 * that was there, so that Infinispan reads none. The plain cache is measured twice: what differs is noise. One thread.
 */
@State(Scope.Benchmark)
@SuppressWarnings("NullAway") // @Setup sets the fields; what a benchmark returns is only consumed
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class AbsentInStoreBenchmark {

    /** What is compared. Public for the benchmark's parameter. */
    public enum Kind {
        PLAIN(StoredCache::plain),
        NEGATIVE_LOOKUP(StoredCache::filtered),
        PLAIN_AGAIN(StoredCache::plain);

        private final Supplier<StoredCache> start;

        Kind(Supplier<StoredCache> start) {
            this.start = start;
        }
    }

    @Param
    public Kind kind;

    private StoredCache stored;
    private Cache<Integer, Integer> cache;
    private Cache<Integer, Integer> unread;
    private int inserted;

    @Setup
    public void start() {
        stored = kind.start.get();
        cache = stored.cache();
        unread = cache.getAdvancedCache().withFlags(Flag.IGNORE_RETURN_VALUES);
        inserted = LocalCaches.KEYS;
    }

    @TearDown
    public void stop() {
        stored.close();
    }

    /* before anything is inserted besides the first keys: each method has a JVM of its own */
    @Benchmark
    public Integer getAbsent(KeySequence keys) {
        return cache.get(LocalCaches.KEYS + keys.next());
    }

    @Benchmark
    public Integer getInMemory(KeySequence keys) {
        return cache.get(keys.next());
    }

    @Benchmark
    public Integer getInStore(KeySequence keys) {
        Integer key = keys.next();
        Integer value = cache.get(key);
        cache.evict(key);
        return value;
    }

    @Benchmark
    public Integer insert() {
        return unread.put(inserted, inserted++);
    }

    /** Store reads that the filter has spared. */
    long readsSpared() {
        return stored.readsSpared();
    }
}
