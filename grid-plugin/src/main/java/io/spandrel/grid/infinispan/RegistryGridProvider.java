package io.spandrel.grid.infinispan;

import io.spandrel.grid.Grid;
import io.spandrel.grid.GridProvider;
import io.spandrel.grid.infinispan.member.LocalMember;
import org.infinispan.factories.GlobalComponentRegistry;
import org.infinispan.manager.EmbeddedCacheManager;
import org.jspecify.annotations.Nullable;

/** Finds a manager's grid among its components. Named in {@code META-INF/services}. */
public final class RegistryGridProvider implements GridProvider {

    @Override
    public @Nullable Grid find(EmbeddedCacheManager manager) {
        LocalMember member = manager.getStatus().allowInvocations()
                ? GlobalComponentRegistry.componentOf(manager, LocalMember.class)
                : null;
        return member == null ? null : member.grid();
    }
}
