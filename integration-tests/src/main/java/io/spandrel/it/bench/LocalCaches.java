package io.spandrel.it.bench;

import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.infinispan.Cache;
import org.infinispan.container.DataContainer;
import org.infinispan.container.impl.BoundedSegmentedDataContainer;
import org.infinispan.factories.ComponentRegistry;
import org.infinispan.factories.impl.BasicComponentRegistry;
import org.infinispan.manager.DefaultCacheManager;
import org.infinispan.manager.EmbeddedCacheManager;

/**
 * The maps that are compared, all in one JVM and without a network. Those of Infinispan are local caches with their
 * default settings.
 */
final class LocalCaches implements AutoCloseable {

    /** Different keys that are read and written. */
    static final int KEYS = 1 << 14;

    private static final int SEGMENTS = 256;

    private final EmbeddedCacheManager infinispan;

    private LocalCaches(String cacheContent) {
        infinispan = start(cacheContent);
    }

    /** A cache with nothing but its defaults. */
    static LocalCaches plain() {
        return new LocalCaches("");
    }

    /** A cache with {@code cacheContent} in its XML. */
    static LocalCaches with(String cacheContent) {
        return new LocalCaches(cacheContent);
    }

    static Map<Integer, Integer> caffeine(int bound) {
        return Caffeine.newBuilder()
                .maximumSize(bound)
                .<Integer, Integer>build()
                .asMap();
    }

    static Map<Integer, Integer> hashMap() {
        return new ConcurrentHashMap<>();
    }

    Cache<Integer, Integer> cache() {
        return infinispan.getCache("local");
    }

    /** The container of the cache. */
    DataContainer<Object, Object> container() {
        return infinispan.<Object, Object>getCache("local").getAdvancedCache().getDataContainer();
    }

    /**
     * A container as Infinispan's bounded caches have it in a cluster, wired to this local cache but not used by it.
     *
     * @param bound entries
     */
    DataContainer<Object, Object> segmentedContainer(int bound) {
        BoundedSegmentedDataContainer<Object, Object> container =
                new BoundedSegmentedDataContainer<>(SEGMENTS, bound, false);
        ComponentRegistry.componentOf(infinispan.getCache("local"), BasicComponentRegistry.class)
                .wireDependencies(container, true);
        container.start();
        return container;
    }

    @Override
    public void close() {
        infinispan.stop();
    }

    private static EmbeddedCacheManager start(String cacheContent) {
        String xml = """
                <infinispan xmlns="urn:infinispan:config:16.0" xmlns:grid="urn:spandrel:config:grid:1.0">
                  <cache-container name="bench"><local-cache name="local">%s</local-cache></cache-container>
                </infinispan>
                """.formatted(cacheContent);
        try {
            return new DefaultCacheManager(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
