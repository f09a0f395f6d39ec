package io.spandrel.configuration;

import io.spandrel.configuration.infinispan.NewestVersion;
import org.infinispan.configuration.cache.CacheMode;
import org.infinispan.configuration.cache.ConfigurationBuilder;
import org.infinispan.configuration.cache.PartitionHandlingConfiguration;
import org.infinispan.configuration.cache.StorageType;
import org.infinispan.conflict.EntryMergePolicy;
import org.infinispan.conflict.MergePolicy;

/**
 * What the rules must know of the cache itself.
 *
 * @param exceptionBased refuses writes when full instead of evicting
 * @param serialized entries are stored as bytes
 * @param mergesItself settles conflicts after a partition by a policy that is not the grid's
 * @param template is not a cache, its values may be completed by the caches that use it
 */
record CacheFacts(
        CacheMode mode,
        boolean transactional,
        boolean simple,
        boolean offHeap,
        boolean exceptionBased,
        boolean l1,
        boolean crossSite,
        boolean serialized,
        boolean mergesItself,
        boolean template) {

    static CacheFacts of(ConfigurationBuilder cache) {
        return new CacheFacts(
                cache.clustering().cacheMode(),
                cache.transaction().transactionMode() != null
                        && cache.transaction().transactionMode().isTransactional(),
                cache.simpleCache(),
                cache.memory().storage() == StorageType.OFF_HEAP,
                cache.memory().whenFull().isExceptionBased(),
                cache.clustering().l1().create().enabled(),
                !cache.sites().backups().isEmpty(),
                cache.encoding().isStorageBinary(),
                mergesItself(cache),
                cache.template());
    }

    private static boolean mergesItself(ConfigurationBuilder cache) {
        EntryMergePolicy<?, ?> policy = cache.clustering()
                .partitionHandling()
                .attributes()
                .attribute(PartitionHandlingConfiguration.MERGE_POLICY)
                .get();
        return policy != MergePolicy.NONE && !(policy instanceof NewestVersion);
    }
}
