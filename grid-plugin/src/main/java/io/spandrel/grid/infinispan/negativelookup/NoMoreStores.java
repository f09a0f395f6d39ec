package io.spandrel.grid.infinispan.negativelookup;

import java.util.concurrent.CompletionStage;
import org.infinispan.configuration.cache.StoreConfiguration;
import org.infinispan.persistence.manager.PersistenceManager;
import org.infinispan.persistence.support.DelegatingPersistenceManager;

/** The persistence manager of a cache without a store whose filters hold the keys in memory alone. */
final class NoMoreStores extends DelegatingPersistenceManager {

    private final String cacheName;

    NoMoreStores(PersistenceManager plain, String cacheName) {
        super(plain);
        this.cacheName = cacheName;
    }

    @Override
    public CompletionStage<Void> addStore(StoreConfiguration store) {
        return FilteredPersistence.refuseStore(cacheName);
    }
}
