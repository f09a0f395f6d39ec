package io.spandrel.grid.infinispan;

import io.spandrel.configuration.EvictionConfiguration;
import io.spandrel.configuration.GridCacheConfiguration;
import io.spandrel.eviction.infinispan.BoundedContainers;
import io.spandrel.eviction.infinispan.EvictionHandle;
import io.spandrel.grid.spi.CacheCapability;
import io.spandrel.grid.spi.CacheContext;
import java.util.Map;
import org.infinispan.factories.ComponentRegistry;
import org.infinispan.factories.impl.BasicComponentRegistry;

/** {@code <grid:eviction>}: puts a bounded container into a cache, shows how it stands and follows changes of its bound. */
public final class EvictionCapability implements CacheCapability {

    private static final String ELEMENT = "eviction";

    @Override
    public String element() {
        return ELEMENT;
    }

    @Override
    public Map<String, String> fixed() {
        return Map.of("coordinated", "false");
    }

    @Override
    public AutoCloseable install(CacheContext context) {
        GridCacheConfiguration grid = context.configuration().module(GridCacheConfiguration.class);
        EvictionHandle handle = BoundedContainers.install(context.component(ComponentRegistry.class), settings(grid));
        context.component(BasicComponentRegistry.class)
                .registerComponent(CacheEviction.class, new CacheEviction(handle), true);

        GridCacheConfiguration.Subscription count =
                grid.onChange(ELEMENT, "max-count", text -> handle.resize(bound(settings(grid))));
        GridCacheConfiguration.Subscription size =
                grid.onChange(ELEMENT, "max-size", text -> handle.resize(bound(settings(grid))));
        context.onStopped(handle::release);
        return () -> {
            count.close();
            size.close();
            handle.close();
        };
    }

    private static EvictionConfiguration settings(GridCacheConfiguration grid) {
        EvictionConfiguration eviction = grid.eviction();
        if (eviction == null) {
            throw new IllegalStateException("<grid:eviction> is not in force in " + grid);
        }
        return eviction;
    }

    private static long bound(EvictionConfiguration eviction) {
        return eviction.maxSize().orElseGet(() -> eviction.maxCount().orElseThrow());
    }
}
