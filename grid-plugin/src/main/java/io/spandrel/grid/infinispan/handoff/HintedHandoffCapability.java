package io.spandrel.grid.infinispan.handoff;

import io.spandrel.configuration.GridCacheConfiguration;
import io.spandrel.configuration.HintedHandoffConfiguration;
import io.spandrel.grid.infinispan.consistency.CacheVersions;
import io.spandrel.grid.infinispan.consistency.Repairs;
import io.spandrel.grid.infinispan.member.CacheSide;
import io.spandrel.grid.infinispan.member.ExecutorTimers;
import io.spandrel.grid.infinispan.member.KeyBytes;
import io.spandrel.grid.infinispan.member.LocalMember;
import io.spandrel.grid.spi.CacheCapability;
import io.spandrel.grid.spi.CacheContext;
import java.time.Duration;
import org.infinispan.distribution.LocalizedCacheTopology;
import org.infinispan.factories.ComponentRegistry;
import org.infinispan.factories.impl.BasicComponentRegistry;
import org.infinispan.notifications.cachelistener.CacheNotifier;
import org.infinispan.topology.LocalTopologyManager;
import org.jspecify.annotations.Nullable;

/** {@code <grid:hinted-handoff>}: remembers what owners lack that did not answer, and brings it to them when they do. */
public final class HintedHandoffCapability implements CacheCapability {

    private static final String ELEMENT = "hinted-handoff";

    @Override
    public String element() {
        return ELEMENT;
    }

    @Override
    public AutoCloseable install(CacheContext context) {
        LocalMember member = LocalMember.of(context);
        GridCacheConfiguration grid = context.configuration().module(GridCacheConfiguration.class);
        BasicComponentRegistry components = context.component(BasicComponentRegistry.class);
        Handoffs handoffs = handoffs(context, member);
        CacheHints hints = hints(context, member, handoffs, settings(grid));
        components.registerComponent(Handoffs.class, handoffs, true);
        components.registerComponent(CacheHints.class, hints, true);
        context.component(CacheNotifier.class).addListener(hints);
        GridCacheConfiguration.Subscription throttle = grid.onChange(
                ELEMENT,
                "throttle",
                text -> hints.replay().throttle(settings(grid).throttle()));
        components.rewire();
        hints.start();
        return () -> {
            throttle.close();
            hints.stop();
        };
    }

    private static Handoffs handoffs(CacheContext context, LocalMember member) {
        return new Handoffs(
                member,
                context.cacheName(),
                context.component(CacheVersions.class),
                context.component(Repairs.class),
                keyBytes(context),
                timeout(context));
    }

    private static CacheHints hints(
            CacheContext context, LocalMember member, Handoffs handoffs, HintedHandoffConfiguration settings) {
        BasicComponentRegistry components = context.component(BasicComponentRegistry.class);
        LocalTopologyManager topologies = context.component(LocalTopologyManager.class);
        HintPayments payments = new HintPayments(
                member,
                context.cacheName(),
                handoffs,
                keyBytes(context),
                () -> current(member, context.cacheName()),
                () -> topologies.getStableCacheTopology(context.cacheName()),
                timeout(context));
        ExecutorTimers timers = ExecutorTimers.of(components);
        return new CacheHints(member, context.cacheName(), settings, payments, timers);
    }

    private static @Nullable LocalizedCacheTopology current(LocalMember member, String cache) {
        CacheSide side = member.caches().find(cache);
        return side == null ? null : side.topology();
    }

    private static KeyBytes keyBytes(CacheContext context) {
        return new KeyBytes(context.component(ComponentRegistry.class).getInternalMarshaller());
    }

    private static Duration timeout(CacheContext context) {
        return Duration.ofMillis(context.configuration().clustering().remoteTimeout());
    }

    private static HintedHandoffConfiguration settings(GridCacheConfiguration grid) {
        HintedHandoffConfiguration settings = grid.hintedHandoff();
        if (settings == null) {
            throw new IllegalStateException("<grid:hinted-handoff> is not in force in " + grid);
        }
        return settings;
    }
}
