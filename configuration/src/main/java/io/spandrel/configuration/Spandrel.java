package io.spandrel.configuration;

import org.infinispan.configuration.cache.ConfigurationBuilder;
import org.infinispan.configuration.global.GlobalConfigurationBuilder;

/**
 * The way in for configuration by builders:
 *
 * <pre>{@code
 * ConfigurationBuilder builder = new ConfigurationBuilder();
 * Spandrel.cache(builder).eviction().policy("s3-fifo").maxCount(100_000);
 * }</pre>
 */
public final class Spandrel {

    private Spandrel() {}

    /** The {@code grid:} elements of a cache; the same builder again for the same cache. */
    public static GridCacheConfigurationBuilder cache(ConfigurationBuilder cache) {
        GridCacheConfigurationBuilder present = GridCacheConfigurationBuilder.find(cache);
        return present == null ? cache.addModule(GridCacheConfigurationBuilder.class) : present;
    }

    /** The {@code grid:} elements of the cache container; the same builder again for the same container. */
    public static GridContainerConfigurationBuilder container(GlobalConfigurationBuilder container) {
        return container.addModule(GridContainerConfigurationBuilder.class);
    }
}
