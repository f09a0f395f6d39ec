package io.spandrel.grid.infinispan.merge;

import static io.spandrel.grid.infinispan.member.GridLog.LOG;

import io.spandrel.configuration.ConsistencyConfiguration;
import io.spandrel.grid.conflict.ConflictResolvers;
import io.spandrel.grid.conflict.GuardedResolver;
import io.spandrel.grid.infinispan.consistency.CacheVersions;
import io.spandrel.grid.infinispan.consistency.OwnerReads;
import io.spandrel.grid.infinispan.member.CacheSide;
import io.spandrel.grid.infinispan.member.LocalMember;
import io.spandrel.grid.spi.CacheContext;
import io.spandrel.grid.spi.ConflictResolver;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Supplier;
import org.infinispan.commons.CacheConfigurationException;
import org.infinispan.factories.impl.BasicComponentRegistry;
import org.infinispan.notifications.cachelistener.CacheNotifier;
import org.jspecify.annotations.Nullable;

/** Has a versioned cache know which writes were concurrent, and ask its resolver about them. */
public final class ConflictInstallation {

    private ConflictInstallation() {}

    public static ConflictSettling install(
            CacheContext context,
            LocalMember member,
            ConsistencyConfiguration settings,
            CacheVersions versions,
            OwnerReads reads,
            Duration timeout) {
        String cache = context.cacheName();
        GuardedResolver resolver = resolver(context, settings.conflictResolver());
        Supplier<CacheSide> side = () -> Objects.requireNonNull(member.caches().find(cache), cache);
        CacheConflicts conflicts = new CacheConflicts(
                settings.conflictResolver(),
                settings.conflictLog(),
                () -> resolver == null ? 0 : resolver.failures(),
                member,
                side);
        CacheSeparations separations = new CacheSeparations(member, cache, versions, timeout);
        BasicComponentRegistry components = context.component(BasicComponentRegistry.class);
        components.registerComponent(CacheConflicts.class, conflicts, true);
        components.registerComponent(CacheSeparations.class, separations, true);
        context.component(CacheNotifier.class).addListener(separations);
        return new ConflictSettling(
                member, cache, reads, separations, conflicts, resolver, settings.conflictResolver(), side);
    }

    private static @Nullable GuardedResolver resolver(CacheContext context, String name) {
        String cache = context.cacheName();
        try {
            ConflictResolver found = ConflictResolvers.find(
                    name, context.manager().getCacheManagerConfiguration().classLoader());
            return found == null
                    ? null
                    : new GuardedResolver(found, failure -> LOG.resolverFailed(cache, name, failure));
        } catch (IllegalArgumentException e) {
            throw new CacheConfigurationException("Cache '" + cache + "': " + e.getMessage(), e);
        }
    }
}
