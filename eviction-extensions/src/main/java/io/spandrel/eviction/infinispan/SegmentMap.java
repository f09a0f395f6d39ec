package io.spandrel.eviction.infinispan;

import io.spandrel.eviction.BoundedMap;
import io.spandrel.eviction.Evictor;
import org.infinispan.container.entries.InternalCacheEntry;
import org.infinispan.container.impl.PeekableTouchableMap;
import org.jspecify.annotations.Nullable;

/**
 * The entries of one segment.
 *
 * <p>Infinispan looks entries up by {@code get} on its way to other things, a write among them, so only {@link #read} and
 * {@link #getIf} count as hits here.
 */
final class SegmentMap<K, V> extends BoundedMap<K, InternalCacheEntry<K, V>> implements PeekableTouchableMap<K, V> {

    SegmentMap(Evictor<K, InternalCacheEntry<K, V>> evictor) {
        super(evictor);
    }

    /** Reads for a user: counts as a hit. */
    @Nullable
    InternalCacheEntry<K, V> read(Object key) {
        return super.get(key);
    }

    @Override
    public @Nullable InternalCacheEntry<K, V> get(Object key) {
        return peek(key);
    }

    @Override
    public boolean touchKey(Object key, long currentTimeMillis) {
        InternalCacheEntry<K, V> entry = peek(key);
        if (entry == null) {
            return false;
        }
        entry.touch(currentTimeMillis);
        return true;
    }

    @Override
    public void touchAll(long currentTimeMillis) {
        forEach((key, entry) -> entry.touch(currentTimeMillis));
    }
}
