package io.spandrel.grid.infinispan.tombstone;

import io.spandrel.configuration.GridCacheConfiguration;
import io.spandrel.configuration.TombstonesConfiguration;
import io.spandrel.grid.infinispan.ConsistencyCapability;
import io.spandrel.grid.infinispan.consistency.CacheClear;
import io.spandrel.grid.infinispan.consistency.CacheVersions;
import io.spandrel.grid.infinispan.member.ExecutorTimers;
import io.spandrel.grid.infinispan.member.KeyBytes;
import io.spandrel.grid.infinispan.member.LocalMember;
import io.spandrel.grid.spi.CacheCapability;
import io.spandrel.grid.spi.CacheContext;
import java.time.Duration;
import org.infinispan.factories.ComponentRegistry;
import org.infinispan.factories.impl.BasicComponentRegistry;

/**
 * {@code <grid:tombstones>}: purges the deletes that all owners have. What is remembered, and for how long, versions and the
 * apply rule need too: {@link ConsistencyCapability}, which comes before it in the alphabet, has made it.
 */
public final class TombstonesCapability implements CacheCapability {

    private static final String ELEMENT = "tombstones";

    @Override
    public String element() {
        return ELEMENT;
    }

    @Override
    public AutoCloseable install(CacheContext context) {
        ComponentRegistry cache = context.component(ComponentRegistry.class);
        CacheVersions versions = context.component(CacheVersions.class);
        LocalMember member = LocalMember.of(context);
        KeyBytes keyBytes = new KeyBytes(cache.getInternalMarshaller());
        BasicComponentRegistry components = context.component(BasicComponentRegistry.class);
        components.registerComponent(
                DeletesConfirmation.class,
                new DeletesConfirmation(versions, context.component(CacheClear.class), keyBytes),
                true);
        DeletesSweep sweep = new DeletesSweep(
                member,
                context.cacheName(),
                versions.deletes(),
                context.component(DeletesTransfer.class),
                keyBytes,
                Duration.ofMillis(context.configuration().clustering().remoteTimeout()),
                settings(context).sweepInterval(),
                ExecutorTimers.of(components));
        components.registerComponent(DeletesSweep.class, sweep, true);
        components.registerComponent(
                DeletesFigures.class,
                new DeletesFigures(
                        versions,
                        sweep,
                        member.identities(),
                        member.clock(),
                        settings(context).grace()),
                true);
        components.rewire();
        sweep.start();
        return sweep;
    }

    private static TombstonesConfiguration settings(CacheContext context) {
        GridCacheConfiguration grid = context.configuration().module(GridCacheConfiguration.class);
        TombstonesConfiguration settings = grid.tombstones();
        if (settings == null) {
            throw new IllegalStateException("<grid:tombstones> is not in force in " + grid);
        }
        return settings;
    }
}
