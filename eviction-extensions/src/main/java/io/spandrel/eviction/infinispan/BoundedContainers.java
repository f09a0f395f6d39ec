package io.spandrel.eviction.infinispan;

import io.spandrel.configuration.EvictionConfiguration;
import io.spandrel.eviction.Bound;
import io.spandrel.eviction.CoordinationEvents;
import io.spandrel.eviction.EvictionPolicies;
import io.spandrel.eviction.MissRatioCurve;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.infinispan.commons.CacheConfigurationException;
import org.infinispan.commons.dataconversion.MediaType;
import org.infinispan.configuration.cache.Configuration;
import org.infinispan.configuration.cache.ContentTypeConfiguration;
import org.infinispan.configuration.global.GlobalConfiguration;
import org.infinispan.container.entries.InternalCacheEntry;
import org.infinispan.container.impl.InternalDataContainer;
import org.infinispan.factories.ComponentRegistry;
import org.infinispan.factories.KnownComponentNames;
import org.infinispan.factories.impl.BasicComponentRegistry;
import org.jspecify.annotations.Nullable;

/** Puts bounded containers into caches that are starting. */
public final class BoundedContainers {

    /** With a background cycle, writes may exceed the bound by a tenth of it until the next one. */
    private static final int SLACK_DIVISOR = 10;

    private BoundedContainers() {}

    /**
     * Replaces the data container of a cache whose components exist, but have not started: to be called from a module's
     * {@code cacheStarting}.
     *
     * @throws CacheConfigurationException if the cache's configuration and a bounded container exclude each other, or
     *     the policy is unknown
     */
    public static EvictionHandle install(ComponentRegistry cache, EvictionConfiguration eviction) {
        if (eviction.coordinated()) {
            throw refused(cache.getCacheName(), "coordinated=\"true\" where nobody makes the members agree");
        }
        return install(cache, settings(eviction));
    }

    /**
     * Like {@link #install(ComponentRegistry, EvictionConfiguration)}, for a cache in which the primary of a segment chooses
     * the victims for all its owners. Until the handle is told what this member leads, it leads nothing.
     */
    public static CoordinatedHandle installCoordinated(
            ComponentRegistry cache, EvictionConfiguration eviction, CoordinationEvents events) {
        ContainerSettings settings = settings(eviction);
        Bound<Object, InternalCacheEntry<Object, Object>> bound = bound(cache, settings);
        CoordinatedContainer<Object, Object> container = new CoordinatedContainer<>(
                cache.getCacheName(),
                segments(cache),
                peeksAreReads(cache),
                nonBlocking(cache),
                bound,
                curve(cache, settings),
                events);
        RunningCoordinated running = new RunningCoordinated(container, settings.inBytes());
        put(cache, container, running, settings);
        return running;
    }

    private static ContainerSettings settings(EvictionConfiguration eviction) {
        boolean inBytes = eviction.maxSize().isPresent();
        return new ContainerSettings(
                eviction.policy(),
                eviction.candidates(),
                inBytes ? eviction.maxSize().getAsLong() : eviction.maxCount().orElseThrow(),
                inBytes,
                eviction.maxEvictionsPerCycle().orElse(Long.MAX_VALUE),
                eviction.missRatioCurve(),
                eviction.interval());
    }

    /**
     * Has listeners hear of the keys in the bounded container of a cache that is starting; to be called once, after it was
     * installed and before the first entry comes.
     *
     * @return whether the cache has a bounded container
     */
    public static boolean watch(ComponentRegistry cache, KeyListener.Factory listeners) {
        BoundedContainer<?, ?> bounded = container(cache);
        if (bounded == null) {
            return false;
        }
        bounded.watch(listeners);
        return true;
    }

    /**
     * Reads of a cache's bounded container, past the cache's interceptors.
     *
     * @param wanted which entries may be read so
     * @return null if the cache has no bounded container
     */
    public static @Nullable DirectReads directReads(
            ComponentRegistry cache, Predicate<InternalCacheEntry<?, ?>> wanted) {
        BoundedContainer<?, ?> bounded = container(cache);
        return bounded == null ? null : (segment, key) -> bounded.readIf(segment, key, wanted);
    }

    private static @Nullable BoundedContainer<?, ?> container(ComponentRegistry cache) {
        return components(cache).getComponent(InternalDataContainer.class).wired()
                        instanceof BoundedContainer<?, ?> bounded
                ? bounded
                : null;
    }

    static EvictionHandle install(ComponentRegistry cache, ContainerSettings settings) {
        Bound<Object, InternalCacheEntry<Object, Object>> bound = bound(cache, settings);
        BoundedContainer<Object, Object> container = new BoundedContainer<>(
                cache.getCacheName(),
                segments(cache),
                peeksAreReads(cache),
                nonBlocking(cache),
                bound,
                curve(cache, settings));
        RunningContainer running = new RunningContainer(container.evictor(), settings.inBytes(), container::stop);
        put(cache, container, running, settings);
        return running;
    }

    private static void put(
            ComponentRegistry cache,
            BoundedContainer<Object, Object> container,
            RunningContainer running,
            ContainerSettings settings) {
        BasicComponentRegistry components = components(cache);
        container.wire(components);
        if (!settings.interval().isZero()) {
            Executor blocking = blocking(cache);
            running.schedule(timer(cache), () -> blocking.execute(container.evictor()::runCycle), settings.interval());
        }
        components.replaceComponent(InternalDataContainer.class.getName(), container, false);
        components.rewire();
    }

    private static @Nullable MissRatioCurve curve(ComponentRegistry cache, ContainerSettings settings) {
        if (!settings.curve()) {
            return null;
        }
        ScheduledExecutorService timer = timer(cache);
        return new MissRatioCurve(
                settings.bound(), MissRatioCurve.SAMPLED_PER_SECOND, System::nanoTime, (nanos, task) -> {
                    try {
                        timer.schedule(task, nanos, TimeUnit.NANOSECONDS);
                    } catch (RejectedExecutionException e) {
                        // the member is stopping, and the curve with it
                    }
                });
    }

    private static Bound<Object, InternalCacheEntry<Object, Object>> bound(
            ComponentRegistry cache, ContainerSettings settings) {
        check(cache.getCacheName(), cache.getConfiguration(), settings);
        try {
            return new Bound<>(
                    EvictionPolicies.find(
                            settings.policy(),
                            settings.candidates(),
                            global(cache).classLoader()),
                    settings.bound(),
                    settings.inBytes() ? new StoredSize<>() : null,
                    InternalCacheEntry::getExpiryTime,
                    settings.evictionsMax(),
                    settings.interval().isZero() ? 0 : Math.max(1, settings.bound() / SLACK_DIVISOR),
                    blocking(cache));
        } catch (IllegalArgumentException e) {
            throw new CacheConfigurationException("Cache '" + cache.getCacheName() + "': " + e.getMessage(), e);
        }
    }

    private static void check(String cache, Configuration configuration, ContainerSettings settings) {
        if (configuration.memory().isOffHeap()) {
            throw refused(cache, "memory storage=OFF_HEAP; grid:eviction bounds entries on the heap");
        }
        if (configuration.memory().whenFull().isExceptionBased()) {
            throw refused(cache, "memory when-full=EXCEPTION; grid:eviction makes room instead of refusing writes");
        }
        if (configuration.clustering().l1().enabled()) {
            throw refused(cache, "l1; entries that a member does not own have no place in a bounded container");
        }
        if (settings.inBytes()
                && (isObject(configuration.encoding().keyDataType())
                        || isObject(configuration.encoding().valueDataType()))) {
            throw refused(
                    cache,
                    "objects stored as they are; eviction.max-size counts bytes as stored, so the cache needs an encoding"
                            + " such as application/x-protostream, or a bound by max-count");
        }
    }

    private static CacheConfigurationException refused(String cache, String what) {
        return new CacheConfigurationException(
                "Cache '" + cache + "': grid:eviction does not go together with " + what);
    }

    private static boolean isObject(ContentTypeConfiguration type) {
        MediaType media = type.mediaType();
        return media == null || media.match(MediaType.APPLICATION_OBJECT) || media.match(MediaType.APPLICATION_UNKNOWN);
    }

    /* The conditions under which Infinispan 16.0.5 answers reads of a replicated cache without its interceptors. */
    private static boolean peeksAreReads(ComponentRegistry cache) {
        Configuration configuration = cache.getConfiguration();
        return configuration.clustering().cacheMode().isReplicated()
                && !configuration.persistence().usingStores()
                && !configuration.transaction().transactionMode().isTransactional()
                && configuration.clustering().stateTransfer().awaitInitialTransfer()
                && configuration.clustering().hash().capacityFactor() != 0f
                && !global(cache).isZeroCapacityNode();
    }

    private static int segments(ComponentRegistry cache) {
        return cache.getConfiguration().clustering().hash().numSegments();
    }

    private static GlobalConfiguration global(ComponentRegistry cache) {
        return cache.getGlobalComponentRegistry().getGlobalConfiguration();
    }

    private static ScheduledExecutorService timer(ComponentRegistry cache) {
        return component(
                components(cache), KnownComponentNames.EXPIRATION_SCHEDULED_EXECUTOR, ScheduledExecutorService.class);
    }

    private static Executor blocking(ComponentRegistry cache) {
        return component(components(cache), KnownComponentNames.BLOCKING_EXECUTOR, Executor.class);
    }

    private static Executor nonBlocking(ComponentRegistry cache) {
        return component(components(cache), KnownComponentNames.NON_BLOCKING_EXECUTOR, Executor.class);
    }

    private static BasicComponentRegistry components(ComponentRegistry cache) {
        return cache.getComponent(BasicComponentRegistry.class);
    }

    private static <T> T component(BasicComponentRegistry components, String name, Class<T> type) {
        return components.getComponent(name, type).running();
    }
}
