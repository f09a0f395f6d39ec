package io.spandrel.it.bench;

import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.infinispan.manager.DefaultCacheManager;
import org.infinispan.manager.EmbeddedCacheManager;

/**
 * The maps that are compared, all in one JVM and without a network. Those of Infinispan are local caches with their
 * default settings.
 */
final class LocalCaches implements AutoCloseable {

    /** Different keys that are read and written. */
    static final int KEYS = 1 << 14;

    private final EmbeddedCacheManager infinispan;

    private LocalCaches(String cacheContent) {
        infinispan = start(cacheContent);
    }

    /** A cache with nothing but its defaults. */
    static LocalCaches plain() {
        return new LocalCaches("");
    }

    /** A cache with what a {@link BoundedCacheBenchmark.Kind} says, bounded by {@code bound} entries. */
    static LocalCaches bounded(BoundedCacheBenchmark.Kind kind, int bound) {
        return new LocalCaches(kind.cacheContent().formatted(bound));
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

    Map<Integer, Integer> cache() {
        return infinispan.getCache("local");
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
