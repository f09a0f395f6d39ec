package io.spandrel.grid.infinispan.consistency;

import io.reactivex.rxjava3.core.Flowable;
import java.util.function.Predicate;
import org.infinispan.commons.util.IntSet;
import org.infinispan.commons.util.IntSets;
import org.infinispan.configuration.cache.StoreConfiguration;
import org.infinispan.container.entries.InternalCacheEntry;
import org.infinispan.container.impl.InternalDataContainer;
import org.infinispan.metadata.Metadata;
import org.infinispan.metadata.impl.PrivateMetadata;
import org.infinispan.persistence.manager.PersistenceManager;
import org.infinispan.persistence.spi.MarshallableEntry;
import org.jspecify.annotations.Nullable;

/** The entries of a cache that this member holds, in memory and in its store. Thread-safe. */
public final class HeldEntries {

    private final InternalDataContainer<Object, Object> container;
    private final PersistenceManager persistence;
    private final boolean stored;

    /**
     * @param stored whether the cache has a store
     */
    public HeldEntries(
            InternalDataContainer<Object, Object> container, PersistenceManager persistence, boolean stored) {
        this.container = container;
        this.persistence = persistence;
        this.stored = stored;
    }

    /** Hears of an entry, expired or not. */
    public interface Visitor {

        /**
         * @param metadata where the version is
         * @param lifespan ms; negative: none
         * @param created when the lifespan began, ms
         */
        public void visit(Object key, @Nullable PrivateMetadata metadata, long lifespan, long created);
    }

    /**
     * Goes through a segment, memory first; blocks. Entries that come or go meanwhile may be told or not.
     *
     * @param known keys that are not to be looked for in the store
     */
    public void visit(int segment, Predicate<Object> known, Visitor visitor) {
        IntSet one = IntSets.immutableSet(segment);
        container.iteratorIncludingExpired(one).forEachRemaining(entry -> visit(entry, visitor));
        if (stored) {
            /* With values: a file store that reads keys from its index has neither version nor lifespan without them. */
            Flowable.fromPublisher(persistence.<Object, Object>publishEntries(
                            one, key -> !known.test(key), true, true, HeldEntries::anyStore))
                    .blockingForEach(entry -> visit(entry, visitor));
        }
    }

    private static void visit(InternalCacheEntry<Object, Object> entry, Visitor visitor) {
        visitor.visit(entry.getKey(), entry.getInternalMetadata(), entry.getLifespan(), entry.getCreated());
    }

    private static void visit(MarshallableEntry<Object, Object> entry, Visitor visitor) {
        Metadata metadata = entry.getMetadata();
        visitor.visit(
                entry.getKey(),
                entry.getInternalMetadata(),
                metadata == null ? -1 : metadata.lifespan(),
                entry.created());
    }

    private static boolean anyStore(StoreConfiguration store) {
        return true;
    }
}
