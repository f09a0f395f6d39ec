package io.spandrel.grid.infinispan.negativelookup;

import io.spandrel.configuration.GridCacheConfiguration;
import io.spandrel.configuration.NegativeLookupConfiguration;
import io.spandrel.configuration.RemoteFilters;
import io.spandrel.grid.infinispan.member.ExecutorTimers;
import io.spandrel.grid.infinispan.member.Interceptors;
import io.spandrel.grid.negativelookup.CopyPolicy;
import io.spandrel.grid.spi.CacheContext;
import java.util.Locale;
import org.infinispan.commons.CacheConfigurationException;
import org.infinispan.configuration.cache.Configuration;
import org.infinispan.container.impl.EntryFactory;
import org.infinispan.factories.impl.BasicComponentRegistry;
import org.infinispan.interceptors.distribution.BaseDistributionInterceptor;
import org.infinispan.statetransfer.StateTransferInterceptor;

/** Adds subscriptions to a cache that is starting and has filters. */
final class SubscriptionInstallation {

    private SubscriptionInstallation() {}

    /**
     * Whether a cache is to have subscriptions: one that is not distributed owns all segments it could read, and one with
     * consistency asks several owners.
     *
     * @throws CacheConfigurationException if it is to and cannot
     */
    static boolean isOn(Configuration cache, NegativeLookupConfiguration settings) {
        if (settings.remote() == RemoteFilters.NEVER
                || !cache.clustering().cacheMode().isDistributed()) {
            return false;
        }
        if (cache.transaction().transactionMode().isTransactional()) {
            throw refused(settings, "transactions, whose commits do not wait for copies", "never");
        }
        if (cache.module(GridCacheConfiguration.class).consistency() == null) {
            return true;
        }
        if (settings.remote() == RemoteFilters.ALWAYS) {
            throw refused(settings, "grid:consistency, whose reads ask several owners", "auto");
        }
        return false;
    }

    private static CacheConfigurationException refused(
            NegativeLookupConfiguration settings, String what, String instead) {
        return new CacheConfigurationException("grid:negative-lookup remote=\""
                + settings.remote().name().toLowerCase(Locale.ROOT) + "\" does not go together with " + what
                + "; set remote=\""
                + instead + "\"");
    }

    static AutoCloseable install(CacheContext context, NegativeLookup lookup, NegativeLookupConfiguration settings) {
        BasicComponentRegistry components = context.component(BasicComponentRegistry.class);
        CopyPolicy policy = settings.remote() == RemoteFilters.ALWAYS
                ? CopyPolicy.always(settings.maxMemory(), settings.falsePositiveRate())
                : CopyPolicy.auto(settings.maxMemory(), settings.falsePositiveRate());
        Subscriptions subscriptions = new Subscriptions(context, lookup, policy, ExecutorTimers.of(components));
        components.registerComponent(Subscriptions.class, subscriptions, true);
        lookup.filters().listen(subscriptions);
        lookup.reportCopies(subscriptions::report);
        Interceptors interceptors = new Interceptors(context);
        interceptors.addBefore(StateTransferInterceptor.class, new SubscriptionInterceptor(subscriptions));
        interceptors.addBefore(
                BaseDistributionInterceptor.class,
                new RemoteReadInterceptor(subscriptions, context.component(EntryFactory.class)));
        context.onStopped(subscriptions.subscribers()::stop);
        return subscriptions.copies()::stop;
    }
}
