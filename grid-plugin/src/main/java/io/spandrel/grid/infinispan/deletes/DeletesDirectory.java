package io.spandrel.grid.infinispan.deletes;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.infinispan.commons.CacheConfigurationException;
import org.infinispan.configuration.cache.Configuration;
import org.infinispan.configuration.cache.StoreConfiguration;
import org.infinispan.configuration.global.GlobalConfiguration;
import org.infinispan.persistence.PersistenceUtil;
import org.infinispan.persistence.sifs.configuration.SoftIndexFileStoreConfiguration;

/** Where a cache's deletes are kept: beside what its stores keep of its entries. */
final class DeletesDirectory {

    private static final String NAME = "deletes";

    private DeletesDirectory() {}

    /**
     * The directory; none if no entry of this member's outlives a restart, because the cache has no store of this member alone,
     * or one that is emptied at the start.
     *
     * @throws CacheConfigurationException if entries outlive it, and there is no place for deletes
     */
    static Optional<Path> of(GlobalConfiguration container, Configuration cache, String name) {
        List<StoreConfiguration> own = cache.persistence().stores().stream()
                .filter(store -> !store.shared() && !store.purgeOnStartup())
                .toList();
        if (own.isEmpty()) {
            return Optional.empty();
        }
        Optional<String> location = own.stream()
                .filter(SoftIndexFileStoreConfiguration.class::isInstance)
                .map(store -> ((SoftIndexFileStoreConfiguration) store).dataLocation())
                .findFirst();
        if (location.isEmpty() && !container.globalState().enabled()) {
            throw new CacheConfigurationException("Cache '" + name
                    + "' has a store of this member's own, and its deletes must outlive a restart too: there is no directory for"
                    + " them. Fix: enable <global-state> with a <persistent-location>, or use a <file-store>.");
        }
        return Optional.of(PersistenceUtil.getQualifiedLocation(container, location.orElse(null), name, NAME));
    }
}
