package io.spandrel.grid.infinispan.eviction;

import io.spandrel.configuration.EvictionConfiguration;
import io.spandrel.configuration.GridCacheConfiguration;
import io.spandrel.eviction.ChoiceSnapshot;
import io.spandrel.eviction.infinispan.BoundedContainers;
import io.spandrel.eviction.infinispan.EvictionHandle;
import io.spandrel.grid.GridEvent;
import io.spandrel.grid.infinispan.member.EventHistory;
import io.spandrel.grid.infinispan.member.LocalMember;
import io.spandrel.grid.spi.CacheCapability;
import io.spandrel.grid.spi.CacheContext;
import java.util.Locale;
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
    public AutoCloseable install(CacheContext context) {
        GridCacheConfiguration grid = context.configuration().module(GridCacheConfiguration.class);
        EvictionConfiguration settings = settings(grid);
        ComponentRegistry cache = context.component(ComponentRegistry.class);
        EvictionHandle handle = settings.coordinated()
                ? CacheCoordination.install(context, settings)
                : BoundedContainers.install(cache, settings);
        CacheCoordination coordination = cache.getComponent(CacheCoordination.class);
        EventHistory history = LocalMember.of(context).history();
        handle.onSwitch(change -> history.record(GridEvent.Kind.POLICY, context.cacheName(), text(change)));
        context.component(BasicComponentRegistry.class)
                .registerComponent(CacheEviction.class, new CacheEviction(handle, coordination), true);

        GridCacheConfiguration.Subscription count =
                grid.onChange(ELEMENT, "max-count", text -> handle.resize(bound(settings(grid))));
        GridCacheConfiguration.Subscription size =
                grid.onChange(ELEMENT, "max-size", text -> handle.resize(bound(settings(grid))));
        context.onStopped(handle::release);
        return () -> {
            count.close();
            size.close();
            handle.close();
            if (coordination != null) {
                coordination.close();
            }
        };
    }

    private static String text(ChoiceSnapshot.Switch change) {
        return String.format(
                Locale.ROOT,
                "auto went from %s to %s on this member (estimated hit ratios %.1f %% and %.1f %%)",
                change.from(),
                change.to(),
                100 * change.fromHitRatio(),
                100 * change.toHitRatio());
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
