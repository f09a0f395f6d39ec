package io.spandrel.grid.infinispan.antientropy;

import io.spandrel.configuration.AntiEntropyConfiguration;
import io.spandrel.configuration.GridCacheConfiguration;
import io.spandrel.grid.infinispan.member.ExecutorTimers;
import io.spandrel.grid.infinispan.member.LocalMember;
import io.spandrel.grid.spi.CacheCapability;
import io.spandrel.grid.spi.CacheContext;
import org.infinispan.factories.ComponentRegistry;
import org.infinispan.factories.impl.BasicComponentRegistry;
import org.infinispan.notifications.cachelistener.CacheNotifier;
import org.infinispan.notifications.cachemanagerlistener.CacheManagerNotifier;

/** {@code <grid:anti-entropy>}: compares the owners of segments, and repairs what differs. */
public final class AntiEntropyCapability implements CacheCapability {

    private static final String ELEMENT = "anti-entropy";

    @Override
    public String element() {
        return ELEMENT;
    }

    /* Comes before consistency in the alphabet: what that installs is looked up when owners are compared. */
    @Override
    public AutoCloseable install(CacheContext context) {
        ComponentRegistry cache = context.component(ComponentRegistry.class);
        LocalMember member = LocalMember.of(context);
        BasicComponentRegistry components = context.component(BasicComponentRegistry.class);
        CacheAntiEntropy comparing =
                new CacheAntiEntropy(member, context, settings(context), ExecutorTimers.of(components));
        components.registerComponent(CacheAntiEntropy.class, comparing, true);
        components.rewire();
        CacheManagerNotifier views = cache.getGlobalComponentRegistry().getComponent(CacheManagerNotifier.class);
        views.addListener(comparing);
        context.component(CacheNotifier.class).addListener(comparing);
        GridCacheConfiguration.Subscription throttle = grid(context)
                .onChange(
                        ELEMENT,
                        "throttle",
                        text -> comparing.throttle(settings(context).throttle()));
        comparing.start();
        return () -> {
            throttle.close();
            views.removeListener(comparing);
            comparing.close();
        };
    }

    private static AntiEntropyConfiguration settings(CacheContext context) {
        AntiEntropyConfiguration settings = grid(context).antiEntropy();
        if (settings == null) {
            throw new IllegalStateException("<grid:anti-entropy> is not in force in " + grid(context));
        }
        return settings;
    }

    private static GridCacheConfiguration grid(CacheContext context) {
        return context.configuration().module(GridCacheConfiguration.class);
    }
}
