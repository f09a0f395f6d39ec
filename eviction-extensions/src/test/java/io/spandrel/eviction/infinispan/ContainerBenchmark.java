package io.spandrel.eviction.infinispan;

import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.infinispan.Cache;
import org.infinispan.configuration.cache.ConfigurationBuilder;
import org.infinispan.container.impl.InternalDataContainer;
import org.infinispan.factories.ComponentRegistry;
import org.infinispan.metadata.EmbeddedMetadata;
import org.infinispan.metadata.Metadata;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How fast is a bounded data container itself, below the cache's interceptors? Zipf 0.99 over 100,000 entries, all
 * present when reading; writing goes over twice as many keys as fit, so that about a third of the writes evict.
 *
 * <p>Run by {@code org.openjdk.jmh.Main ContainerBenchmark -t 1} (or {@code -t 2}) on the test class path.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgs = "-Xmx1g")
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
public class ContainerBenchmark {

    private static final int ENTRIES = 100_000;
    private static final int DRAWS = 1 << 20;

    @Param({"infinispan-bounded", "infinispan-unbounded", "caffeine", "map", "lru", "clock", "s3-fifo"})
    public String kind;

    private Members members;
    private InternalDataContainer<Object, Object> container;
    private ConcurrentMap<Object, Object> map;
    private final Object[] reads = new Object[DRAWS];
    private final Object[] writes = new Object[DRAWS];
    private final Metadata immortal = new EmbeddedMetadata.Builder().build();

    @Setup
    public void start() throws Exception {
        draw(reads, ENTRIES);
        draw(writes, 2 * ENTRIES);
        switch (kind) {
            case "caffeine" ->
                map = Caffeine.newBuilder().maximumSize(ENTRIES).build().asMap();
            case "map" -> map = new ConcurrentHashMap<>();
            default -> startCache();
        }
        for (int key = 0; key < ENTRIES; key++) {
            store(key);
        }
    }

    private void startCache() throws Exception {
        Path stores = Files.createTempDirectory("bench");
        members = new Members(false, stores);
        members.join();
        ConfigurationBuilder builder = new ConfigurationBuilder();
        boolean ours = !kind.startsWith("infinispan");
        if (kind.equals("infinispan-bounded")) {
            builder.memory().maxCount(ENTRIES);
        }
        members.start("c", builder.build(), ours ? Members.entries(kind, ENTRIES) : null);
        Cache<Object, Object> cache = members.cache(0, "c");
        container = ComponentRegistry.componentOf(cache, InternalDataContainer.class);
    }

    private static void draw(Object[] keys, int distinct) {
        double[] upTo = new double[distinct];
        double sum = 0;
        for (int i = 0; i < distinct; i++) {
            sum += 1 / Math.pow(i + 1, 0.99);
            upTo[i] = sum;
        }
        Integer[] boxed = new Integer[distinct];
        for (int i = 0; i < distinct; i++) {
            boxed[i] = i;
        }
        Random random = new Random(7);
        for (int i = 0; i < keys.length; i++) {
            int at = java.util.Arrays.binarySearch(upTo, random.nextDouble() * sum);
            keys[i] = boxed[Math.min(distinct - 1, at < 0 ? -at - 1 : at)];
        }
    }

    private void store(Object key) {
        if (container == null) {
            map.put(key, key);
        } else {
            container.put(0, key, key, immortal, null, -1, -1);
        }
    }

    @TearDown
    public void stop() {
        if (members != null) {
            members.close();
        }
    }

    @State(Scope.Thread)
    public static class Place {
        int at = ThreadLocalRandom.current().nextInt(DRAWS);

        int next() {
            return at++ & (DRAWS - 1);
        }
    }

    @Benchmark
    public Object read(Place place) {
        Object key = reads[place.next()];
        return container == null ? map.get(key) : container.get(0, key);
    }

    @Benchmark
    public void write(Place place) {
        store(writes[place.next()]);
    }
}
