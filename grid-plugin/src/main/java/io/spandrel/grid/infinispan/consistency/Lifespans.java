package io.spandrel.grid.infinispan.consistency;

import io.spandrel.grid.consistency.Version;
import org.infinispan.container.entries.CacheEntry;
import org.infinispan.container.entries.InternalCacheEntry;
import org.infinispan.container.impl.InternalDataContainer;

/**
 * Counts the lifespan of what was written from its version, in memory and in the store, so that it ends at the same millisecond on
 * all owners, and no later where a repair or a hint brings it late.
 */
final class Lifespans {

    /*
     * Infinispan counts from the moment at which each owner commits. What an entry in its context tells of it is only heeded
     * where there was no entry before: one that is replaced begins anew, also by what state transfer brings. So it is put
     * right once more when it has been committed, by the one whose turn it is.
     */
    private Lifespans() {}

    /** Before a write of that version is stored and committed. */
    static void begin(CacheEntry<?, ?> entry, long version) {
        if (version != Version.NONE && !entry.isRemoved() && ends(entry)) {
            entry.setCreated(Version.millis(version));
            entry.setLastUsed(Version.millis(version));
        }
    }

    /** When it has been committed. */
    static void keep(CacheEntry<?, ?> written, int segment, InternalDataContainer<?, ?> container) {
        if (ends(written)) {
            InternalCacheEntry<?, ?> held = container.peek(segment, written.getKey());
            if (held != null && held.getCreated() != written.getCreated()) {
                held.reincarnate(written.getCreated());
            }
        }
    }

    private static boolean ends(CacheEntry<?, ?> entry) {
        return entry.getMetadata() != null && entry.getLifespan() >= 0;
    }
}
