package io.spandrel.grid.infinispan.merge;

import io.spandrel.grid.infinispan.consistency.CacheVersions;
import io.spandrel.grid.infinispan.consistency.SegmentVersions;
import io.spandrel.grid.infinispan.member.KeyBytes;
import io.spandrel.grid.infinispan.member.LocalMember;
import io.spandrel.grid.spi.CacheContext;
import org.infinispan.conflict.impl.InternalConflictManager;
import org.infinispan.factories.ComponentRegistry;
import org.infinispan.factories.impl.BasicComponentRegistry;
import org.infinispan.statetransfer.StateConsumer;

/** Has a versioned cache merged by versions when a partition has healed, and state that is received then received anew. */
public final class MergeInstallation {

    private MergeInstallation() {}

    public static void install(CacheContext context, LocalMember member, CacheVersions versions) {
        KeyBytes keyBytes =
                new KeyBytes(context.component(ComponentRegistry.class).getInternalMarshaller());
        SegmentVersions contents = new SegmentVersions(
                member,
                versions,
                keyBytes,
                context.configuration().persistence().usingStores());
        CacheMerge merge = new CacheMerge(
                member,
                context.cacheName(),
                versions,
                keyBytes,
                context.configuration().clustering());
        BasicComponentRegistry components = context.component(BasicComponentRegistry.class);
        components.registerComponent(SegmentVersions.class, contents, true);
        components.registerComponent(CacheMerge.class, merge, true);
        components.replaceComponent(InternalConflictManager.class.getName(), new VersionedConflicts(merge), true);
        components.replaceComponent(StateConsumer.class.getName(), new ReceivedState(), true);
    }
}
