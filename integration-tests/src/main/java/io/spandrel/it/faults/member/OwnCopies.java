package io.spandrel.it.faults.member;

import org.infinispan.AdvancedCache;
import org.infinispan.container.entries.CacheEntry;
import org.infinispan.container.versioning.NumericVersion;
import org.infinispan.context.Flag;
import org.infinispan.metadata.impl.PrivateMetadata;
import org.jspecify.annotations.Nullable;

/** What this member itself keeps of keys. */
final class OwnCopies {

    private static final long FOR_EVER = -1;

    private final AdvancedCache<String, String> cache;

    OwnCopies(AdvancedCache<String, String> cache) {
        this.cache = cache.withFlags(Flag.CACHE_MODE_LOCAL);
    }

    /** The value, the version if the cache has such, and the deadline; {@link MemberCommands#NONE} if there is none. */
    String of(String key) {
        CacheEntry<String, String> entry = cache.getCacheEntry(key);
        if (entry == null) {
            return MemberCommands.NONE;
        }
        long deadline = entry.getLifespan() < 0 ? FOR_EVER : entry.getCreated() + entry.getLifespan();
        return Padding.strip(entry.getValue()) + "@" + version(entry.getInternalMetadata()) + "@" + deadline;
    }

    private static String version(@Nullable PrivateMetadata metadata) {
        return metadata != null && metadata.entryVersion() instanceof NumericVersion number
                ? Long.toString(number.getVersion())
                : "";
    }
}
