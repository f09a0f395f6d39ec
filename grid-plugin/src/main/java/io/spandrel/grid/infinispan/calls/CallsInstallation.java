package io.spandrel.grid.infinispan.calls;

import io.spandrel.grid.ReadPath;
import io.spandrel.grid.infinispan.member.Interceptors;
import io.spandrel.grid.infinispan.negativelookup.NegativeLookup;
import io.spandrel.grid.infinispan.negativelookup.Subscriptions;
import io.spandrel.grid.spi.CacheContext;
import java.util.EnumSet;
import java.util.Set;
import org.infinispan.configuration.cache.Configuration;
import org.infinispan.factories.ComponentRegistry;
import org.infinispan.interceptors.AsyncInterceptorChain;
import org.infinispan.interceptors.impl.CacheLoaderInterceptor;
import org.infinispan.interceptors.impl.CacheMgmtInterceptor;
import org.jspecify.annotations.Nullable;

/** Has the calls of a cache counted that is starting and has its capabilities. */
public final class CallsInstallation {

    private CallsInstallation() {}

    /** Registers {@link KeyCalls}; if the cache has no statistics, nothing is counted and nothing added. */
    public static void install(CacheContext context) {
        Configuration configuration = context.configuration();
        CacheMgmtInterceptor statistics = configuration.statistics().enabled() ? statistics(context) : null;
        if (statistics != null) {
            install(context, configuration, statistics);
        }
    }

    private static @Nullable CacheMgmtInterceptor statistics(CacheContext context) {
        return context.component(AsyncInterceptorChain.class).findInterceptorWithClass(CacheMgmtInterceptor.class);
    }

    private static void install(CacheContext context, Configuration configuration, CacheMgmtInterceptor statistics) {
        ComponentRegistry components = context.component(ComponentRegistry.class);
        NegativeLookup lookup = components.getComponent(NegativeLookup.class);
        Subscriptions subscriptions = components.getComponent(Subscriptions.class);
        boolean stored = configuration.persistence().usingStores();

        ReadPaths paths =
                new ReadPaths(existing(configuration, stored, lookup != null && (stored || subscriptions != null)));
        KeyCalls calls = new KeyCalls(paths, System::nanoTime);
        calls.listen(statistics);
        if (stored) {
            new Interceptors(context).addBefore(CacheLoaderInterceptor.class, new StoreReadInterceptor(paths, lookup));
        }
        if (subscriptions != null) {
            subscriptions.onReadAnswered(paths::answeredAbsent);
        }
        components.registerComponent(calls, KeyCalls.class);
    }

    private static Set<ReadPath> existing(Configuration configuration, boolean stored, boolean filtered) {
        Set<ReadPath> paths = EnumSet.of(ReadPath.MEMORY, ReadPath.MISSED);
        if (stored) {
            paths.add(ReadPath.STORE);
        }
        if (configuration.clustering().cacheMode().isDistributed()) {
            paths.add(ReadPath.MEMBER);
        }
        if (filtered) {
            paths.add(ReadPath.ABSENT);
        }
        return paths;
    }
}
