package io.spandrel.eviction.infinispan;

import org.infinispan.container.entries.InternalCacheEntry;
import org.jspecify.annotations.Nullable;

/** Reads what a container holds, past the cache's interceptors. Thread-safe, takes no lock. */
@FunctionalInterface
public interface DirectReads {

    /**
     * Reads an entry; the policy of a bounded container sees the read.
     *
     * @param key as it is stored
     * @return null if there is none, or none that may be read this way; the policy has seen nothing then
     */
    @Nullable
    InternalCacheEntry<?, ?> read(int segment, Object key);
}
