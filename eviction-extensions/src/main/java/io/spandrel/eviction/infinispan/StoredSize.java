package io.spandrel.eviction.infinispan;

import java.util.function.ToIntBiFunction;
import org.infinispan.container.entries.CacheEntrySizeCalculator;
import org.infinispan.container.entries.InternalCacheEntry;
import org.infinispan.container.entries.PrimitiveEntrySizeCalculator;
import org.infinispan.marshall.core.WrappedByteArraySizeCalculator;

/**
 * Bytes an entry takes as it is stored: key, value, metadata and the objects around them, as Infinispan's own bounded
 * container counts them.
 */
final class StoredSize<K, V> implements ToIntBiFunction<K, InternalCacheEntry<K, V>> {

    private final CacheEntrySizeCalculator<K, V> calculator =
            new CacheEntrySizeCalculator<>(new WrappedByteArraySizeCalculator<>(new PrimitiveEntrySizeCalculator()));

    @Override
    public int applyAsInt(K key, InternalCacheEntry<K, V> entry) {
        try {
            return (int) Math.min(Integer.MAX_VALUE, calculator.calculateSize(key, entry));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "eviction.max-size counts bytes as stored, and the size of a "
                            + key.getClass().getName() + " with a "
                            + entry.getValue().getClass().getName()
                            + " is unknown; give the cache an encoding such as application/x-protostream, or bound it by max-count",
                    e);
        }
    }
}
