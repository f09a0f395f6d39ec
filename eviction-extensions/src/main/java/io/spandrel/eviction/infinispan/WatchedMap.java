package io.spandrel.eviction.infinispan;

import java.util.AbstractMap;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.infinispan.container.entries.InternalCacheEntry;
import org.infinispan.container.impl.PeekableTouchableMap;
import org.jspecify.annotations.Nullable;

/**
 * The map of one segment, with a {@link KeyListener} that hears of every key that comes and goes inside the map's own
 * atomic step. Its views cannot be written through.
 */
public final class WatchedMap<K, V> extends AbstractMap<K, InternalCacheEntry<K, V>>
        implements PeekableTouchableMap<K, V>, AutoCloseable {

    private final PeekableTouchableMap<K, V> map;
    private final KeyListener listener;

    /**
     * @param map empty, and written through this map only; what it drops by itself is told by {@link #evicting}
     */
    public WatchedMap(PeekableTouchableMap<K, V> map, KeyListener listener) {
        this.map = map;
        this.listener = listener;
    }

    PeekableTouchableMap<K, V> watched() {
        return map;
    }

    /**
     * The watched map, or another that is out of use by now, drops {@code entry} by itself: called under the dropping
     * map's lock for the key, while the entry is there.
     *
     * @return called once, when what had to be stored is stored
     */
    Runnable evicting(K key, InternalCacheEntry<K, V> entry) {
        if (map.peek(key) != entry) {
            return () -> {};
        }
        listener.moving(key);
        listener.disappeared(key);
        return () -> listener.moved(key);
    }

    /** Runs an eviction of {@code key}, which takes the key out through this map. */
    public CompletionStage<Void> evict(K key, Supplier<CompletionStage<Void>> eviction) {
        listener.moving(key);
        try {
            return eviction.get().whenComplete((nothing, failure) -> listener.moved(key));
        } catch (RuntimeException e) {
            listener.moved(key);
            throw e;
        }
    }

    @Override
    public @Nullable InternalCacheEntry<K, V> get(Object key) {
        return map.get(key);
    }

    @Override
    public @Nullable InternalCacheEntry<K, V> peek(Object key) {
        return map.peek(key);
    }

    @Override
    public boolean containsKey(Object key) {
        return map.containsKey(key);
    }

    @Override
    public int size() {
        return map.size();
    }

    @Override
    public boolean isEmpty() {
        return map.isEmpty();
    }

    @Override
    public boolean touchKey(Object key, long currentTimeMillis) {
        return map.touchKey(key, currentTimeMillis);
    }

    @Override
    public void touchAll(long currentTimeMillis) {
        map.touchAll(currentTimeMillis);
    }

    @Override
    public @Nullable InternalCacheEntry<K, V> put(K key, InternalCacheEntry<K, V> value) {
        Objects.requireNonNull(value);
        return change(key, (k, old) -> value).before;
    }

    @Override
    public @Nullable InternalCacheEntry<K, V> putIfAbsent(K key, InternalCacheEntry<K, V> value) {
        Objects.requireNonNull(value);
        return change(key, (k, old) -> old == null ? value : old).before;
    }

    @Override
    public @Nullable InternalCacheEntry<K, V> compute(
            K key,
            BiFunction<
                            ? super K,
                            ? super @Nullable InternalCacheEntry<K, V>,
                            ? extends @Nullable InternalCacheEntry<K, V>>
                    remapping) {
        return change(key, remapping).after;
    }

    @Override
    public @Nullable InternalCacheEntry<K, V> computeIfPresent(
            K key,
            BiFunction<? super K, ? super InternalCacheEntry<K, V>, ? extends @Nullable InternalCacheEntry<K, V>>
                    remapping) {
        return map.containsKey(key)
                ? change(key, (k, old) -> old == null ? null : remapping.apply(k, old)).after
                : null;
    }

    @Override
    @SuppressWarnings("unchecked") // a key of another type is equal to none of ours
    public @Nullable InternalCacheEntry<K, V> remove(Object key) {
        return map.containsKey(key) ? change((K) key, (k, old) -> null).before : null;
    }

    @Override
    @SuppressWarnings("unchecked") // see above
    public boolean remove(Object key, @Nullable Object value) {
        Change change = change((K) key, (k, old) -> old != null && old.equals(value) ? null : old);
        return change.before != null && change.after == null;
    }

    @Override
    public boolean replace(K key, InternalCacheEntry<K, V> oldValue, InternalCacheEntry<K, V> newValue) {
        return map.replace(key, oldValue, newValue);
    }

    @Override
    public @Nullable InternalCacheEntry<K, V> replace(K key, InternalCacheEntry<K, V> value) {
        return map.replace(key, value);
    }

    @Override
    public void clear() {
        map.keySet().forEach(this::remove);
        listener.cleared();
    }

    @Override
    public void close() throws Exception {
        if (map instanceof AutoCloseable closeable) {
            closeable.close();
        }
        listener.closed();
    }

    @Override
    public void forEach(BiConsumer<? super K, ? super InternalCacheEntry<K, V>> action) {
        map.forEach(action);
    }

    @Override
    public Set<K> keySet() {
        return Collections.unmodifiableSet(map.keySet());
    }

    @Override
    public Collection<InternalCacheEntry<K, V>> values() {
        return Collections.unmodifiableCollection(map.values());
    }

    @Override
    public Set<Map.Entry<K, InternalCacheEntry<K, V>>> entrySet() {
        return Collections.unmodifiableSet(map.entrySet());
    }

    /* A map that refuses an entry after its key was announced takes the announcement back. */
    private Change change(
            K key,
            BiFunction<
                            ? super K,
                            ? super @Nullable InternalCacheEntry<K, V>,
                            ? extends @Nullable InternalCacheEntry<K, V>>
                    function) {
        Change change = new Change(function);
        boolean made = false;
        try {
            map.compute(key, change);
            made = true;
        } finally {
            if (change.came) {
                if (!made) {
                    listener.disappeared(key);
                }
                listener.visible(key, change.token);
            }
        }
        return change;
    }

    /** One change of one key, made under the map's lock. */
    private final class Change
            implements BiFunction<K, @Nullable InternalCacheEntry<K, V>, @Nullable InternalCacheEntry<K, V>> {

        private final BiFunction<
                        ? super K,
                        ? super @Nullable InternalCacheEntry<K, V>,
                        ? extends @Nullable InternalCacheEntry<K, V>>
                function;
        private @Nullable InternalCacheEntry<K, V> before;
        private @Nullable InternalCacheEntry<K, V> after;
        private boolean came;
        private long token;

        Change(
                BiFunction<
                                ? super K,
                                ? super @Nullable InternalCacheEntry<K, V>,
                                ? extends @Nullable InternalCacheEntry<K, V>>
                        function) {
            this.function = function;
        }

        @Override
        public @Nullable InternalCacheEntry<K, V> apply(K key, @Nullable InternalCacheEntry<K, V> present) {
            before = present;
            after = function.apply(key, present);
            if (present == null && after != null) {
                token = listener.appeared(key);
                came = true;
            } else if (present != null && after == null) {
                listener.disappeared(key);
            }
            return after;
        }
    }
}
