package io.spandrel.grid.infinispan.negativelookup;

import static io.spandrel.grid.infinispan.member.GridLog.LOG;

import io.spandrel.grid.negativelookup.SegmentFilter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import org.infinispan.commands.write.PutMapCommand;
import org.infinispan.commons.CacheConfigurationException;
import org.infinispan.commons.util.IntSet;
import org.infinispan.commons.util.IntSets;
import org.infinispan.commons.util.concurrent.CompletableFutures;
import org.infinispan.configuration.cache.StoreConfiguration;
import org.infinispan.context.InvocationContext;
import org.infinispan.persistence.manager.PassivationPersistenceManager;
import org.infinispan.persistence.manager.PersistenceManager;
import org.infinispan.persistence.spi.MarshallableEntry;
import org.infinispan.persistence.spi.NonBlockingStore;
import org.infinispan.persistence.spi.NonBlockingStore.Characteristic;
import org.jspecify.annotations.Nullable;

/**
 * A cache's way to its store, which tells the filters of every key that is stored, and reads nothing from the store for
 * a key they call absent.
 */
final class FilteredPersistence extends PassivationPersistenceManager {

    /*
     * Infinispan's persistence manager is where all paths to a store meet: user writes, state transfer, passivation and
     * repairs on the way in; every kind of read, and the loads of writes that need the old value, on the way out. An
     * answer given here is the answer of the store, so whatever is decided from it is decided as without filters.
     */
    private final NegativeLookup lookup;
    private final FilterFilling filling;
    private final StoreTurns turns;
    private final String cacheName;

    FilteredPersistence(
            PersistenceManager plain,
            NegativeLookup lookup,
            FilterFilling filling,
            StoreTurns turns,
            String cacheName) {
        super(plain);
        this.lookup = lookup;
        this.filling = filling;
        this.turns = turns;
        this.cacheName = cacheName;
    }

    @Override
    public void start() {
        super.start();
        for (NonBlockingStore<?, ?> store : getStores(NonBlockingStore.class)) {
            if (store.characteristics().contains(Characteristic.READ_ONLY)
                    || !store.characteristics().contains(Characteristic.BULK_READ)) {
                throw new CacheConfigurationException("Cache '" + cacheName
                        + "': grid:negative-lookup does not go together with "
                        + store.getClass().getName() + ", which is read-only or does not list its keys");
            }
        }
        filling.start(this);
    }

    @Override
    public <K, V> CompletionStage<MarshallableEntry<K, V>> loadFromAllStores(
            Object key, int segment, boolean localInvocation, boolean includeStores) {
        if (!includeStores) {
            return super.loadFromAllStores(key, segment, localInvocation, false);
        }
        if (!lookup.absentHere(segment, key)) {
            boolean answered = lookup.covers(segment);
            return super.<K, V>loadFromAllStores(key, segment, localInvocation, true)
                    .thenApply(found -> {
                        if (answered) {
                            lookup.answeredMaybe(found != null);
                        } else {
                            lookup.bypassed();
                        }
                        return found;
                    });
        }
        boolean audited = lookup.audited();
        lookup.answeredAbsent(audited);
        return audited ? audit(key, segment, localInvocation) : CompletableFutures.completedNull();
    }

    @Override
    public <K, V> CompletionStage<MarshallableEntry<K, V>> loadFromAllStores(
            Object key, boolean localInvocation, boolean includeStores) {
        return loadFromAllStores(key, lookup.segment(key), localInvocation, includeStores);
    }

    @Override
    public CompletionStage<Void> writeToAllNonTxStores(
            MarshallableEntry entry, int segment, Predicate<? super StoreConfiguration> stores) {
        return writeToAllNonTxStores(entry, segment, stores, 0);
    }

    @Override
    public CompletionStage<Void> writeToAllNonTxStores(
            MarshallableEntry entry, int segment, Predicate<? super StoreConfiguration> stores, long flags) {
        Arrival arrival = new Arrival(segment, entry.getKey());
        return super.writeToAllNonTxStores(entry, segment, stores, flags).thenRun(arrival::stored);
    }

    @Override
    public CompletionStage<Long> writeMapCommand(
            PutMapCommand command, InvocationContext context, BiPredicate<? super PutMapCommand, Object> keys) {
        List<Arrival> arrivals = new ArrayList<>();
        command.getMap().keySet().forEach(key -> arrivals.add(new Arrival(lookup.segment(key), key)));
        return super.writeMapCommand(command, context, keys).thenApply(written -> {
            arrivals.forEach(Arrival::stored);
            return written;
        });
    }

    @Override
    public CompletionStage<Boolean> deleteFromAllStores(
            Object key, int segment, Predicate<? super StoreConfiguration> stores) {
        return super.deleteFromAllStores(key, segment, stores).thenApply(deleted -> {
            SegmentFilter filter = lookup.filters().filter(segment);
            if (deleted && filter != null) {
                filter.disappeared(lookup.hash(key));
                filling.left();
            }
            return deleted;
        });
    }

    @Override
    public CompletionStage<Void> clearAllStores(Predicate<? super StoreConfiguration> stores) {
        return turns.change(() -> super.clearAllStores(stores)).thenRun(() -> {
            lookup.filters().forEach(SegmentFilter::cleared);
            filling.run();
        });
    }

    @Override
    public CompletionStage<Void> purgeExpired() {
        IntSet all = IntSets.immutableRangeSet(lookup.filters().segments());
        return super.purgeExpired()
                .thenCompose(purged -> approximateSize(AccessMode.PRIVATE, all))
                .thenAccept(filling::compare);
    }

    /* What a filter was filled with before its segment was open counts for nothing. */
    @Override
    public CompletionStage<Boolean> addSegments(IntSet segments) {
        return turns.change(() -> super.addSegments(segments)).thenApply(added -> {
            segments.forEach((int segment) -> lookup.filters().doubt(segment));
            filling.run();
            return added;
        });
    }

    @Override
    public CompletionStage<Boolean> removeSegments(IntSet segments) {
        return turns.change(() -> super.removeSegments(segments)).thenApply(removed -> {
            filling.run();
            return removed;
        });
    }

    @Override
    public <K, V> CompletionStage<Void> writeEntries(
            Iterable<MarshallableEntry<K, V>> entries, Predicate<? super StoreConfiguration> stores) {
        List<Arrival> arrivals = new ArrayList<>();
        entries.forEach(entry -> arrivals.add(new Arrival(lookup.segment(entry.getKey()), entry.getKey())));
        return super.writeEntries(entries, stores).thenRun(() -> arrivals.forEach(Arrival::stored));
    }

    @Override
    public CompletionStage<Void> addStore(StoreConfiguration store) {
        return refuseStore(cacheName);
    }

    /** The answer to a store that is added while the cache runs. */
    static CompletionStage<Void> refuseStore(String cacheName) {
        return CompletableFuture.failedFuture(
                new CacheConfigurationException(
                        "Cache '" + cacheName
                                + "': grid:negative-lookup does not go together with stores added at run time, whose keys it cannot know"));
    }

    /* The store is asked all the same, and its answer is the one given. */
    private <K, V> CompletionStage<MarshallableEntry<K, V>> audit(Object key, int segment, boolean localInvocation) {
        return super.<K, V>loadFromAllStores(key, segment, localInvocation, true)
                .thenApply(found -> {
                    if (found != null && lookup.absentHere(segment, key)) {
                        lookup.auditFailed(segment);
                        LOG.wrongAbsence(cacheName, segment);
                    } else {
                        lookup.auditPassed();
                    }
                    return found;
                });
    }

    /** A key on its way into the store. */
    private final class Arrival {

        private final int segment;
        private final long hash;
        private final @Nullable SegmentFilter filter;
        private final long fillings;

        Arrival(int segment, Object key) {
            this.segment = segment;
            this.hash = lookup.hash(key);
            this.filter = lookup.filters().filter(segment);
            this.fillings = filter == null ? 0 : filter.fillings();
            if (filter != null) {
                filter.appeared(hash);
            }
        }

        /* It may have been stored too late for a filling that began meanwhile: then the key is told of again. */
        void stored() {
            SegmentFilter now = lookup.filters().filter(segment);
            if (now != null && (now != filter || now.fillings() != fillings)) {
                now.appeared(hash);
            }
        }
    }
}
