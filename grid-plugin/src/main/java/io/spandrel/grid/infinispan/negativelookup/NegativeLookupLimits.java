package io.spandrel.grid.infinispan.negativelookup;

import java.util.List;
import org.infinispan.commons.CacheConfigurationException;
import org.infinispan.configuration.cache.Configuration;
import org.infinispan.configuration.cache.StoreConfiguration;

/** What {@code <grid:negative-lookup>} does not go together with, because a filter could call a key absent that is there. */
final class NegativeLookupLimits {

    private NegativeLookupLimits() {}

    /**
     * @throws CacheConfigurationException if the cache's configuration holds any of it
     */
    static void check(Configuration cache) {
        refuse(cache.memory().isOffHeap(), "memory storage=OFF_HEAP; the filters follow entries on the heap");
        refuse(
                cache.memory().isEvictionEnabled() || cache.memory().whenFull().isExceptionBased(),
                "memory max-count or max-size; bound the cache by grid:eviction instead");
        refuse(cache.clustering().l1().enabled(), "l1; entries that a member does not own are in no filter");
        refuse(
                cache.clustering().cacheMode().isInvalidation(),
                "an invalidation cache; what a member lacks may well exist");
        List<StoreConfiguration> stores = cache.persistence().stores();
        refuse(stores.size() > 1, "more than one store; only one lists its keys");
        refuse(
                !stores.isEmpty() && cache.transaction().transactionMode().isTransactional(),
                "transactions on a store, whose writes the filters do not see");
        stores.forEach(NegativeLookupLimits::check);
    }

    private static void check(StoreConfiguration store) {
        refuse(store.shared(), "a shared store, which other members change unseen");
        refuse(store.async().enabled(), "a write-behind store, which takes keys later than the filters");
        refuse(store.ignoreModifications(), "a read-only store, whose keys may change unseen");
        refuse(store.writeOnly(), "a write-only store, which does not list its keys");
    }

    private static void refuse(boolean present, String what) {
        if (present) {
            throw new CacheConfigurationException("grid:negative-lookup does not go together with " + what);
        }
    }
}
