package io.spandrel.it.infinispan;

import io.spandrel.configuration.EvictionConfiguration;
import io.spandrel.eviction.infinispan.BoundedContainers;
import io.spandrel.eviction.infinispan.EvictionHandle;
import io.spandrel.grid.infinispan.DirectReadsForTests;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.infinispan.commons.CacheConfigurationException;
import org.infinispan.configuration.cache.Configuration;
import org.infinispan.factories.ComponentRegistry;
import org.infinispan.factories.annotations.InfinispanModule;
import org.infinispan.lifecycle.ModuleLifecycle;

/**
 * Where the system property {@value #PROPERTY} is true, puts our container and direct reads into every cache that
 * starts, so that Infinispan's own tests run on them without knowing. A bound in entries that a test sets is kept, else there is room for
 * all. Caches that our container refuses (off-heap, L1, exception-based eviction) and those bounded by bytes keep
 * Infinispan's, and so do caches without a configuration of their own kind: simple ones.
 */
@InfinispanModule(name = "spandrel-bound-every-cache", requiredModules = "core")
public final class BoundEveryCache implements ModuleLifecycle {

    static final String PROPERTY = "spandrel.test.bound-every-cache";

    private static final String REPORT = "caches bounded by Spandrel: ";
    private static final String POLICY = "s3-fifo";
    private static final long ROOM_FOR_ALL = 1_000_000;
    private static final Map<ComponentRegistry, EvictionHandle> RUNNING = new ConcurrentHashMap<>();
    private static final AtomicLong BOUNDED = new AtomicLong();

    static {
        if (Boolean.getBoolean(PROPERTY)) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println(REPORT + BOUNDED)));
        }
    }

    @Override
    public void cacheStarting(ComponentRegistry cache, Configuration configuration, String cacheName) {
        if (!Boolean.getBoolean(PROPERTY)
                || configuration.simpleCache()
                || configuration.memory().maxSizeBytes() > 0) {
            return;
        }
        try {
            RUNNING.put(
                    cache,
                    BoundedContainers.install(
                            cache, bound(configuration.memory().maxCount())));
            BOUNDED.incrementAndGet();
        } catch (CacheConfigurationException e) {
            System.out.println("not bounded: " + e.getMessage());
        }
        DirectReadsForTests.install(cache);
    }

    @Override
    public void cacheStopped(ComponentRegistry cache, String cacheName) {
        EvictionHandle stopped = RUNNING.remove(cache);
        if (stopped != null) {
            stopped.close();
            stopped.release();
        }
    }

    private static EvictionConfiguration bound(long maxCount) {
        return new EvictionConfiguration(
                POLICY,
                OptionalLong.of(maxCount > 0 ? maxCount : ROOM_FOR_ALL),
                OptionalLong.empty(),
                OptionalLong.empty(),
                Duration.ZERO,
                false,
                false,
                List.of(POLICY));
    }

    /** How many caches the process that said {@code output} bounded. */
    static long boundedCaches(List<String> output) {
        return output.stream()
                .filter(line -> line.startsWith(REPORT))
                .mapToLong(line -> Long.parseLong(line.substring(REPORT.length())))
                .sum();
    }
}
