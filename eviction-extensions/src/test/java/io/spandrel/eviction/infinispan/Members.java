package io.spandrel.eviction.infinispan;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.infinispan.Cache;
import org.infinispan.commons.dataconversion.MediaType;
import org.infinispan.configuration.cache.CacheMode;
import org.infinispan.configuration.cache.Configuration;
import org.infinispan.configuration.cache.ConfigurationBuilder;
import org.infinispan.configuration.global.GlobalConfigurationBuilder;
import org.infinispan.container.impl.InternalDataContainer;
import org.infinispan.eviction.EvictionStrategy;
import org.infinispan.factories.ComponentRegistry;
import org.infinispan.manager.DefaultCacheManager;

/** A few members in this JVM, with bounded caches. Each instance is a cluster of its own. */
final class Members implements AutoCloseable {

    private static final AtomicInteger CLUSTERS = new AtomicInteger();

    private final String cluster = "eviction-" + CLUSTERS.incrementAndGet();
    private final List<DefaultCacheManager> managers = new ArrayList<>();
    private final boolean clustered;
    private final Path stores;

    Members(boolean clustered, Path stores) {
        this.clustered = clustered;
        this.stores = stores;
    }

    /** Starts another member. */
    DefaultCacheManager join() {
        GlobalConfigurationBuilder global = new GlobalConfigurationBuilder();
        if (clustered) {
            global.transport()
                    .defaultTransport()
                    .clusterName(cluster)
                    .addProperty("configurationFile", "test-loopback.xml");
        } else {
            global.nonClusteredDefault();
        }
        String name = cluster + "-" + managers.size();
        global.cacheManagerName(name).cacheContainer().statistics(true);
        global.globalState().enable().persistentLocation(stores.resolve(name).toString());
        DefaultCacheManager manager = new DefaultCacheManager(global.build());
        managers.add(manager);
        return manager;
    }

    List<DefaultCacheManager> all() {
        return managers;
    }

    /** Starts {@code cacheName} on every member, with a bound or, where {@code settings} is null, without. */
    void start(String cacheName, Configuration configuration, ContainerSettings settings) {
        if (settings != null) {
            BoundedCachesModule.SETTINGS.put(cacheName, settings);
        }
        for (DefaultCacheManager manager : managers) {
            manager.defineConfiguration(cacheName, configuration);
        }
        for (DefaultCacheManager manager : managers) {
            manager.getCache(cacheName);
        }
    }

    <K, V> Cache<K, V> cache(int member, String cacheName) {
        return managers.get(member).getCache(cacheName);
    }

    EvictionHandle handle(int member, String cacheName) {
        return BoundedCachesModule.HANDLES.get(cluster + "-" + member + "/" + cacheName);
    }

    static BoundedContainer<?, ?> container(Cache<?, ?> cache) {
        return (BoundedContainer<?, ?>) ComponentRegistry.componentOf(cache, InternalDataContainer.class);
    }

    static ContainerSettings entries(String policy, long bound) {
        return new ContainerSettings(policy, List.of(), bound, false, Long.MAX_VALUE, false, Duration.ZERO);
    }

    /** A bound in entries, with a miss-ratio curve. */
    static ContainerSettings watched(String policy, long bound) {
        return new ContainerSettings(policy, List.of(), bound, false, Long.MAX_VALUE, true, Duration.ZERO);
    }

    /** A cache of one of the kinds every test has to hold for. */
    static ConfigurationBuilder kind(CacheMode mode, Store store, boolean encoded) {
        ConfigurationBuilder builder = new ConfigurationBuilder();
        builder.clustering().cacheMode(mode).hash().numSegments(16).numOwners(2);
        builder.memory().whenFull(EvictionStrategy.MANUAL);
        builder.statistics().enable();
        if (encoded) {
            builder.encoding().mediaType(MediaType.APPLICATION_PROTOSTREAM);
        }
        if (store != Store.NONE) {
            builder.persistence().passivation(store == Store.PASSIVATION).addSoftIndexFileStore();
        }
        return builder;
    }

    /** Whether entries also, or only when evicted, are written to a file store. */
    enum Store {
        NONE,
        FILE,
        PASSIVATION
    }

    @Override
    public void close() {
        for (int i = managers.size() - 1; i >= 0; i--) {
            managers.get(i).stop();
        }
    }
}
