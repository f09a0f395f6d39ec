package io.spandrel.grid.infinispan.negativelookup;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Flowable;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.infinispan.commons.util.IntSet;
import org.infinispan.commons.util.concurrent.CompletableFutures;
import org.infinispan.persistence.spi.InitializationContext;
import org.infinispan.persistence.spi.MarshallableEntry;
import org.infinispan.persistence.spi.NonBlockingStore;
import org.reactivestreams.Publisher;

/** A store in memory that lists its keys only while its gate is open. Public because Infinispan creates it. */
public final class GatedStore<K, V> implements NonBlockingStore<K, V> {

    static volatile CompletableFuture<Void> gate = CompletableFuture.completedFuture(null);

    private final Map<Object, MarshallableEntry<K, V>> entries = new ConcurrentHashMap<>();

    @Override
    public CompletionStage<Void> start(InitializationContext context) {
        return CompletableFutures.completedNull();
    }

    @Override
    public CompletionStage<Void> stop() {
        return CompletableFutures.completedNull();
    }

    @Override
    public Set<Characteristic> characteristics() {
        return EnumSet.of(Characteristic.BULK_READ);
    }

    @Override
    public CompletionStage<MarshallableEntry<K, V>> load(int segment, Object key) {
        return CompletableFuture.completedFuture(entries.get(key));
    }

    @Override
    @SuppressWarnings("unchecked")
    public CompletionStage<Void> write(int segment, MarshallableEntry<? extends K, ? extends V> entry) {
        entries.put(entry.getKey(), (MarshallableEntry<K, V>) entry);
        return CompletableFutures.completedNull();
    }

    @Override
    public CompletionStage<Boolean> delete(int segment, Object key) {
        return CompletableFutures.booleanStage(entries.remove(key) != null);
    }

    @Override
    public CompletionStage<Void> clear() {
        entries.clear();
        return CompletableFutures.completedNull();
    }

    @Override
    public CompletionStage<Long> approximateSize(IntSet segments) {
        return CompletableFuture.completedFuture((long) entries.size());
    }

    @Override
    public Publisher<K> publishKeys(IntSet segments, Predicate<? super K> filter) {
        return Completable.fromCompletionStage(gate)
                .andThen(Flowable.fromIterable(entries.values()).map(MarshallableEntry::getKey))
                .filter(key -> filter == null || filter.test(key));
    }
}
