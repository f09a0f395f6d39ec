package io.spandrel.it.example;

import io.spandrel.configuration.Spandrel;
import io.spandrel.grid.Grid;
import java.io.IOException;
import org.infinispan.Cache;
import org.infinispan.configuration.cache.CacheMode;
import org.infinispan.configuration.cache.ConfigurationBuilder;
import org.infinispan.configuration.global.GlobalConfigurationBuilder;
import org.infinispan.manager.DefaultCacheManager;

/** A member of a grid, configured by builders. */
public final class EmbeddedByBuilders {

    private EmbeddedByBuilders() {}

    public static void main(String[] arguments) throws IOException {
        // README begin
        GlobalConfigurationBuilder container = GlobalConfigurationBuilder.defaultClusteredBuilder();
        container.transport().clusterName("shop").stack("spandrel-tcp");
        ConfigurationBuilder cache = new ConfigurationBuilder();
        cache.clustering().cacheMode(CacheMode.DIST_SYNC).hash().numOwners(2);
        Spandrel.cache(cache).eviction().policy("s3-fifo").maxCount(100_000);

        try (DefaultCacheManager caches = new DefaultCacheManager(container.build())) {
            caches.defineConfiguration("sessions", cache.build());
            Cache<String, String> sessions = caches.getCache("sessions");
            sessions.put("alice", "a basket of three");
            System.out.println(Grid.of(caches).cache("sessions").ownersOf("alice"));
        }
        // README end
    }
}
