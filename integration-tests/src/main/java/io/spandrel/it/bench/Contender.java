package io.spandrel.it.bench;

import com.github.benmanes.caffeine.cache.Caffeine;
import io.spandrel.eviction.Bound;
import io.spandrel.eviction.BoundedMap;
import io.spandrel.eviction.EvictionEvents;
import io.spandrel.eviction.EvictionPolicies;
import io.spandrel.eviction.Evictor;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.infinispan.container.DataContainer;
import org.infinispan.metadata.EmbeddedMetadata;
import org.infinispan.metadata.Metadata;
import org.jspecify.annotations.Nullable;

/**
 * What is compared below the cache's interceptors: something that holds entries by key, most of it within a bound. Data
 * containers are those of a started local cache, maps are bare.
 */
interface Contender extends AutoCloseable {

    /** Base of the ratios: the container of Infinispan's bounded caches in a cluster. */
    String INFINISPAN = "infinispan-bounded";

    /** The other base of the ratios. */
    String CAFFEINE = "caffeine";

    /** Policies that are measured. */
    List<String> POLICIES = List.of("s3-fifo", "sieve", "clock", "lru", "w-tinylfu", "arc", "auto");

    /** Says that it is the bare map of a policy, not a container: {@code map:lru}. */
    String MAP = "map:";

    /** Says that a policy's container draws no miss-ratio curve: {@code s3-fifo:uncurved}. */
    String UNCURVED = ":uncurved";

    /** All contenders, the bases of the ratios first. */
    static List<String> all() {
        return Stream.of(
                        Stream.of(INFINISPAN, CAFFEINE, "infinispan-local", "infinispan-unbounded"),
                        POLICIES.stream(),
                        POLICIES.stream().map(policy -> policy + UNCURVED),
                        POLICIES.stream().map(MAP::concat),
                        Stream.of("concurrent-hash-map", "linked-hash-map"))
                .flatMap(names -> names)
                .toList();
    }

    /** Whether the contender called {@code name} keeps within a bound. */
    static boolean isBounded(String name) {
        return !name.equals("infinispan-unbounded") && !name.equals("concurrent-hash-map");
    }

    /** Makes the contender called {@code name}, holding at most {@code bound} entries where it is bounded. */
    static Contender open(String name, int bound) {
        return switch (name) {
            case INFINISPAN -> new OfContainer(LocalCaches.plain(), caches -> caches.segmentedContainer(bound));
            case "infinispan-local" -> container("<memory max-count=\"%d\"/>".formatted(bound));
            case "infinispan-unbounded" -> container("");
            case CAFFEINE ->
                new OfMap(Caffeine.newBuilder().maximumSize(bound).build().asMap());
            case "concurrent-hash-map" -> new OfMap(new ConcurrentHashMap<>());
            case "linked-hash-map" -> new OfMap(Collections.synchronizedMap(new LeastRecentlyUsed(bound)));
            default ->
                name.startsWith(MAP)
                        ? new OfMap(boundedMap(name.substring(MAP.length()), bound))
                        : container("<grid:eviction policy=\"%s\" max-count=\"%d\" miss-ratio-curve=\"%b\"/>"
                                .formatted(name.replace(UNCURVED, ""), bound, !name.endsWith(UNCURVED)));
        };
    }

    private static Contender container(String cacheContent) {
        return new OfContainer(LocalCaches.with(cacheContent), LocalCaches::container);
    }

    private static Map<Object, Object> boundedMap(String policy, int bound) {
        ClassLoader loader = Contender.class.getClassLoader();
        return new BoundedMap<>(
                new Evictor<>(Bound.ofEntries(EvictionPolicies.find(policy, loader), bound), new Unheard()));
    }

    /** What is stored under {@code key}; null if nothing is. */
    @Nullable
    Object read(Object key);

    /** Stores {@code key} under itself. */
    void write(Object key);

    /** The object that holds the entries. */
    Object holder();

    @Override
    void close();

    /** A bare map. */
    record OfMap(Map<Object, Object> holder) implements Contender {

        @Override
        public @Nullable Object read(Object key) {
            return holder.get(key);
        }

        @Override
        public void write(Object key) {
            holder.put(key, key);
        }

        @Override
        public void close() {}
    }

    /** The data container of a cache. */
    final class OfContainer implements Contender {

        private final LocalCaches caches;
        private final DataContainer<Object, Object> container;
        private final Metadata metadata = new EmbeddedMetadata.Builder().build();

        OfContainer(LocalCaches caches, Function<LocalCaches, DataContainer<Object, Object>> container) {
            this.caches = caches;
            this.container = container.apply(caches);
        }

        @Override
        public @Nullable Object read(Object key) {
            return container.get(key);
        }

        @Override
        public void write(Object key) {
            container.put(key, key, metadata);
        }

        @Override
        public Object holder() {
            return container;
        }

        @Override
        public void close() {
            caches.close();
        }
    }

    /** What many write who need a bounded map. */
    final class LeastRecentlyUsed extends LinkedHashMap<Object, Object> {

        private static final long serialVersionUID = 1L;
        private final int bound;

        LeastRecentlyUsed(int bound) {
            super(16, 0.75f, true);
            this.bound = bound;
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<Object, Object> eldest) {
            return size() > bound;
        }
    }

    /** Nobody listens to a bare map's evictions. */
    final class Unheard implements EvictionEvents<Object, Object> {

        private static final Runnable NOTHING = () -> {};

        @Override
        public Runnable evicting(Object key, Object value) {
            return NOTHING;
        }

        @Override
        public void policyFailed(String policy, Throwable cause) {
            throw new IllegalStateException(policy + " failed", cause);
        }
    }
}
