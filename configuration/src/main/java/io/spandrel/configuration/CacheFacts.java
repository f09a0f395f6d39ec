package io.spandrel.configuration;

import org.infinispan.configuration.cache.CacheMode;
import org.infinispan.configuration.cache.ConfigurationBuilder;
import org.infinispan.configuration.cache.PersistenceConfiguration;
import org.infinispan.configuration.cache.StorageType;

/**
 * What the rules must know of the cache itself.
 *
 * @param exceptionBased refuses writes when full instead of evicting
 * @param serialized entries are stored as bytes
 * @param template is not a cache, its values may be completed by the caches that use it
 */
record CacheFacts(
        CacheMode mode,
        boolean transactional,
        boolean simple,
        boolean offHeap,
        boolean exceptionBased,
        boolean l1,
        boolean passivating,
        boolean crossSite,
        boolean serialized,
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
                cache.persistence()
                        .attributes()
                        .attribute(PersistenceConfiguration.PASSIVATION)
                        .get(),
                !cache.sites().backups().isEmpty(),
                cache.encoding().isStorageBinary(),
                cache.template());
    }
}
