package io.spandrel.grid.infinispan.consistency;

import io.spandrel.grid.Consistency;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import org.infinispan.AdvancedCache;
import org.infinispan.cache.impl.AbstractDelegatingCache;
import org.infinispan.cache.impl.CacheImpl;
import org.infinispan.cache.impl.DecoratedCache;
import org.infinispan.factories.InternalCacheFactory;
import org.infinispan.metadata.Metadata;

/** A cache of which every call has its own levels. */
public final class LeveledCache<K, V> extends DecoratedCache<K, V> {

    private LeveledCache(CacheImpl<K, V> cache, Object lockOwner, long flags) {
        super(cache, lockOwner, flags);
    }

    /** The same cache with these levels, and with what is wrapped around it. */
    public static <K, V> AdvancedCache<K, V> of(AdvancedCache<K, V> cache, Consistency consistency) {
        return cache.transform(wrapped -> wrap(wrapped, consistency));
    }

    /* What the factory of caches wraps around replicated ones answers reads from this member's copy, at no level at all. */
    @SuppressWarnings("NullAway") // nobody has asked for a lock owner of their own
    private static <K, V> AdvancedCache<K, V> wrap(AdvancedCache<K, V> cache, Consistency consistency) {
        if (cache instanceof CacheImpl<K, V> innermost) {
            return new LeveledCache<>(innermost, null, CallLevels.flags(consistency));
        }
        boolean shortcut = cache.getClass().getEnclosingClass() == InternalCacheFactory.class;
        return shortcut && cache instanceof AbstractDelegatingCache<K, V> around
                ? around.getDelegate().getAdvancedCache()
                : cache;
    }

    @Override
    protected DecoratedCache<K, V> newInstance(CacheImpl<K, V> cache, Object lockOwner, long flags) {
        return new LeveledCache<>(cache, lockOwner, flags);
    }

    /* Infinispan keeps of a merge's flags only those it knows. Done at another level than asked for is worse than not done. */
    @Override
    public V merge(K key, V value, BiFunction<? super V, ? super V, ? extends V> function, Metadata metadata) {
        throw unsupported();
    }

    @Override
    public CompletableFuture<V> mergeAsync(
            K key, V value, BiFunction<? super V, ? super V, ? extends V> function, Metadata metadata) {
        throw unsupported();
    }

    private static UnsupportedOperationException unsupported() {
        return new UnsupportedOperationException(
                "merge has no levels of its own: use compute, or merge at the level of the cache");
    }
}
