package io.spandrel.grid.example;

import io.spandrel.grid.spi.CacheCapability;
import io.spandrel.grid.spi.CacheContext;
import java.util.concurrent.atomic.LongAdder;
import java.util.logging.Logger;
import org.infinispan.AdvancedCache;
import org.infinispan.configuration.cache.Configuration;
import org.infinispan.notifications.Listener;
import org.infinispan.notifications.cachelistener.annotation.CacheEntryRemoved;
import org.infinispan.notifications.cachelistener.event.CacheEntryRemovedEvent;

public final class RemovalCount implements CacheCapability {

    private static final Logger LOG = Logger.getLogger(RemovalCount.class.getName());

    @Override
    public String element() {
        return "removal-count";
    }

    @Override
    public boolean isOn(Configuration cache) {
        return cache.statistics().enabled();
    }

    @Override
    public AutoCloseable install(CacheContext context) {
        AdvancedCache<?, ?> cache = context.component(AdvancedCache.class);
        Removals removals = new Removals();
        cache.addListener(removals);
        return () -> {
            cache.removeListener(removals);
            LOG.info(context.cacheName() + ": " + removals.count + " entries were removed");
        };
    }

    @Listener
    public static final class Removals {

        private final LongAdder count = new LongAdder();

        @CacheEntryRemoved
        public void removed(CacheEntryRemovedEvent<?, ?> event) {
            if (!event.isPre()) {
                count.increment();
            }
        }
    }
}
