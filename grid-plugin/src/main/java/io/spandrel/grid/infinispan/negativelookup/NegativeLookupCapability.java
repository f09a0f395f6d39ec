package io.spandrel.grid.infinispan.negativelookup;

import io.spandrel.configuration.GridCacheConfiguration;
import io.spandrel.configuration.NegativeLookupConfiguration;
import io.spandrel.eviction.infinispan.BoundedContainers;
import io.spandrel.eviction.infinispan.KeyListener;
import io.spandrel.grid.negativelookup.KeyHash;
import io.spandrel.grid.negativelookup.SegmentFilters;
import io.spandrel.grid.negativelookup.Upkeep;
import io.spandrel.grid.spi.CacheCapability;
import io.spandrel.grid.spi.CacheContext;
import java.util.concurrent.ThreadLocalRandom;
import org.infinispan.configuration.cache.Configuration;
import org.infinispan.container.impl.InternalDataContainer;
import org.infinispan.distribution.ch.KeyPartitioner;
import org.infinispan.factories.ComponentRegistry;
import org.infinispan.factories.impl.BasicComponentRegistry;
import org.infinispan.notifications.cachelistener.CacheNotifier;
import org.infinispan.persistence.manager.PersistenceManager;
import org.infinispan.remoting.transport.Address;
import org.infinispan.remoting.transport.Transport;
import org.infinispan.util.concurrent.BlockingManager;

/** {@code <grid:negative-lookup>}: keeps a filter of the keys of each segment that this member holds. */
public final class NegativeLookupCapability implements CacheCapability {

    private static final String ELEMENT = "negative-lookup";

    /** Keys are hashed alike on all members, so that a filter can be read by another member. */
    private static final long SEED = 0;

    @Override
    public String element() {
        return ELEMENT;
    }

    @Override
    public AutoCloseable install(CacheContext context) {
        Configuration configuration = context.configuration();
        NegativeLookupLimits.check(configuration);
        BasicComponentRegistry components = context.component(BasicComponentRegistry.class);
        boolean stored = configuration.persistence().usingStores();
        NegativeLookup lookup = lookup(context, stored ? Upkeep.REBUILT : Upkeep.EXACT);
        components.registerComponent(NegativeLookup.class, lookup, true);
        watchMemory(context, lookup);
        FilterFilling filling = watchStore(context, lookup, components);
        watchTopology(context, lookup);
        AutoCloseable remote = remote(context, lookup);
        components.rewire();
        return () -> {
            remote.close();
            filling.close();
        };
    }

    private static AutoCloseable remote(CacheContext context, NegativeLookup lookup) {
        NegativeLookupConfiguration settings = settings(context);
        return SubscriptionInstallation.isOn(context.configuration(), settings)
                ? SubscriptionInstallation.install(context, lookup, settings)
                : () -> {};
    }

    private static NegativeLookup lookup(CacheContext context, Upkeep upkeep) {
        NegativeLookupConfiguration settings = settings(context);
        SegmentFilters filters = new SegmentFilters(
                context.configuration().clustering().hash().numSegments(),
                upkeep,
                settings.falsePositiveRate(),
                settings.initialCapacity(),
                SEED,
                ThreadLocalRandom.current().nextLong());
        return new NegativeLookup(
                filters, context.component(KeyPartitioner.class), new KeyHash(SEED), settings.auditRate());
    }

    private static NegativeLookupConfiguration settings(CacheContext context) {
        GridCacheConfiguration grid = context.configuration().module(GridCacheConfiguration.class);
        NegativeLookupConfiguration settings = grid.negativeLookup();
        if (settings == null) {
            throw new IllegalStateException("<grid:negative-lookup> is not in force in " + grid);
        }
        return settings;
    }

    /* A bounded container, if the cache has one, is there already: its element comes first in the alphabet. */
    private static void watchMemory(CacheContext context, NegativeLookup lookup) {
        boolean alone = !clustered(context);
        KeyListener.Factory keys = segment -> new FilterKeys(lookup, segment, alone);
        if (!BoundedContainers.watch(context.component(ComponentRegistry.class), keys)) {
            int segments = context.configuration().clustering().hash().numSegments();
            context.component(BasicComponentRegistry.class)
                    .replaceComponent(
                            InternalDataContainer.class.getName(), new WatchedContainer<>(segments, keys), true);
        }
    }

    private static FilterFilling watchStore(
            CacheContext context, NegativeLookup lookup, BasicComponentRegistry components) {
        PersistenceManager plain =
                components.getComponent(PersistenceManager.class).wired();
        StoreTurns turns = new StoreTurns();
        FilterFilling filling = new FilterFilling(
                context.cacheName(),
                lookup,
                components.getComponent(InternalDataContainer.class).wired(),
                turns,
                context.component(BlockingManager.class).asExecutor("spandrel-filters"),
                clustered(context));
        lookup.whenFillingDue(filling::run);
        PersistenceManager watched = lookup.filters().upkeep() == Upkeep.REBUILT
                ? new FilteredPersistence(plain, lookup, filling, turns, context.cacheName())
                : new NoMoreStores(plain, context.cacheName());
        components.replaceComponent(PersistenceManager.class.getName(), watched, true);
        return filling;
    }

    private static void watchTopology(CacheContext context, NegativeLookup lookup) {
        if (clustered(context)) {
            Address self = context.component(Transport.class).getAddress();
            context.component(CacheNotifier.class).addListener(new FilterAuthority(lookup.filters(), self));
        }
    }

    private static boolean clustered(CacheContext context) {
        return context.configuration().clustering().cacheMode().isClustered();
    }
}
