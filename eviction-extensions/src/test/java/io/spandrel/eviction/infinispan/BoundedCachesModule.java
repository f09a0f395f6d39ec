package io.spandrel.eviction.infinispan;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.infinispan.configuration.cache.Configuration;
import org.infinispan.factories.ComponentRegistry;
import org.infinispan.factories.annotations.InfinispanModule;
import org.infinispan.lifecycle.ModuleLifecycle;

/** Installs bounded containers in the caches a test names. */
@InfinispanModule(name = "spandrel-eviction-test", requiredModules = "core")
public final class BoundedCachesModule implements ModuleLifecycle {

    /** Settings by cache name; the caches not named here stay as they are. */
    static final Map<String, ContainerSettings> SETTINGS = new ConcurrentHashMap<>();

    /** Handles by manager and cache name. */
    static final Map<String, EvictionHandle> HANDLES = new ConcurrentHashMap<>();

    @Override
    public void cacheStarting(ComponentRegistry cache, Configuration configuration, String cacheName) {
        ContainerSettings settings = SETTINGS.get(cacheName);
        if (settings != null) {
            String manager =
                    cache.getGlobalComponentRegistry().getGlobalConfiguration().cacheManagerName();
            HANDLES.put(manager + "/" + cacheName, BoundedContainers.install(cache, settings));
        }
    }
}
