package io.spandrel.grid.spi;

import org.infinispan.configuration.cache.Configuration;
import org.infinispan.manager.EmbeddedCacheManager;

/** What a capability is given of the cache it is installed in. */
public interface CacheContext {

    String cacheName();

    /** The cache's configuration; {@code module(GridCacheConfiguration.class)} has its {@code grid:} elements. */
    Configuration configuration();

    EmbeddedCacheManager manager();

    /**
     * A component of the cache by its type, such as {@code org.infinispan.factories.ComponentRegistry}. Most such types
     * are Infinispan's internals: who asks for one is bound to the Infinispan version it was built with.
     *
     * @throws IllegalArgumentException if the cache has no component of that type
     */
    <T> T component(Class<T> type);

    /**
     * Has {@code release} run once the cache has stopped, when nothing reads its entries any more; what {@code install}
     * returns is closed when it begins to stop. Not run if the cache does not start.
     */
    void onStopped(Runnable release);
}
