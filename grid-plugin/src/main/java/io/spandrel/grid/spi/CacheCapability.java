package io.spandrel.grid.spi;

import io.spandrel.configuration.GridCacheConfiguration;
import java.util.Map;
import org.infinispan.configuration.cache.Configuration;

/**
 * Something a cache can do because an element of its configuration asks for it.
 *
 * <p>Found by {@link java.util.ServiceLoader} with the cache manager's class loader; one instance per cache manager,
 * shared by its caches.
 */
public interface CacheCapability {

    /** Local name of the element that turns it on, such as {@code eviction}; no two capabilities share one. */
    String element();

    /**
     * Whether a cache asks for it: by default, whether the element is in force. A capability whose settings are not in the
     * {@code grid:} language looks for its own module of the configuration here.
     */
    default boolean isOn(Configuration cache) {
        GridCacheConfiguration grid = cache.module(GridCacheConfiguration.class);
        return grid != null && grid.elements().contains(element());
    }

    /**
     * Attributes of the element that are not honoured yet, each with the only value that may stand there; another one
     * refuses the start. Empty for a capability that honours them all.
     */
    default Map<String, String> fixed() {
        return Map.of();
    }

    /**
     * Adds the capability to a cache that is starting: its components exist, none has started, no entry has arrived.
     * Runs in the thread that starts the cache, and may block.
     *
     * @return closed once when the cache stops, or when a later capability fails to install
     * @throws Exception refuses the start of the cache; the message reaches whoever started it
     */
    AutoCloseable install(CacheContext context) throws Exception;
}
