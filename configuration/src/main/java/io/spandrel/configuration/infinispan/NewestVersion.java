package io.spandrel.configuration.infinispan;

import java.util.List;
import org.infinispan.conflict.EntryMergePolicy;
import org.infinispan.container.entries.CacheEntry;
import org.infinispan.container.versioning.NumericVersion;
import org.infinispan.metadata.impl.PrivateMetadata;
import org.jspecify.annotations.Nullable;

/**
 * The merge policy of a cache with {@code <grid:consistency>}: of the copies of a key the one with the newest version. Set by
 * the grid; a configuration need not name it.
 */
public record NewestVersion() implements EntryMergePolicy<Object, Object> {

    /*
     * Infinispan brings the owners of all sides of a partition together only if there is a policy. The grid then compares them
     * itself, deletes included. The policy is asked only by who calls Infinispan's conflict manager with it.
     */
    public static final NewestVersion POLICY = new NewestVersion();

    @Override
    public @Nullable CacheEntry<Object, Object> merge(
            @Nullable CacheEntry<Object, Object> preferred, List<CacheEntry<Object, Object>> others) {
        CacheEntry<Object, Object> newest = preferred;
        for (CacheEntry<Object, Object> other : others) {
            if (newest == null || version(other) > version(newest)) {
                newest = other;
            }
        }
        return newest;
    }

    /** Of an entry without a version: less than every version. */
    private static long version(CacheEntry<?, ?> entry) {
        PrivateMetadata metadata = entry.getInternalMetadata();
        return metadata != null && metadata.entryVersion() instanceof NumericVersion version
                ? version.getVersion()
                : Long.MIN_VALUE;
    }
}
