package io.spandrel.eviction;

import java.util.AbstractCollection;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.Spliterator;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A concurrent map whose entries an {@link Evictor} keeps within a bound, alone or together with other maps.
 *
 * <p>Thread-safe; iteration is weakly consistent. Functions given to {@code compute} and the like run under a lock
 * for the key and must not touch the map. {@link #get} counts as a hit, {@link #peek} and everything else does not; a
 * write counts as the policy says.
 *
 * @param <K> key
 * @param <V> value
 */
public class BoundedMap<K, V> extends AbstractMap<K, V> implements ConcurrentMap<K, V>, AutoCloseable {

    /*
     * The values of the one hash map are the policy's own entries, so a read is one look-up and at most one plain
     * write (the policy's mark). An entry stays in place when its value changes.
     */
    private final ConcurrentHashMap<K, PolicyEntry> entries = new ConcurrentHashMap<>();
    private Evictor<K, V> evictor; // changes under the lock of the one it names; who reads a stale one is passed on
    private @Nullable Evictor<K, V> previous;
    private volatile boolean closed;

    public BoundedMap(Evictor<K, V> evictor) {
        this.evictor = evictor;
        evictor.opened(this);
    }

    @Override
    public @Nullable V get(Object key) {
        PolicyEntry entry = entries.get(key);
        if (entry == null) {
            evictor.missed(key);
            return null;
        }
        evictor.hit(key, entry);
        return valueOf(entry);
    }

    /** Like {@link #get} for a value that {@code wanted} accepts; any other is not returned, and no read for the policy. */
    public @Nullable V getIf(Object key, Predicate<? super V> wanted) {
        PolicyEntry entry = entries.get(key);
        if (entry == null) {
            return null;
        }
        V value = valueOf(entry);
        if (!wanted.test(value)) {
            return null;
        }
        evictor.hit(key, entry);
        return value;
    }

    /** Like {@link #get}, but unseen by the policy. */
    public @Nullable V peek(Object key) {
        PolicyEntry entry = entries.get(key);
        return entry == null ? null : valueOf(entry);
    }

    @Override
    public boolean containsKey(Object key) {
        return entries.containsKey(key);
    }

    @Override
    public int size() {
        return entries.size();
    }

    @Override
    public boolean isEmpty() {
        return entries.isEmpty();
    }

    @Override
    public @Nullable V put(K key, V value) {
        Objects.requireNonNull(value);
        return write(key, true, (k, old) -> value).before;
    }

    @Override
    public @Nullable V compute(K key, BiFunction<? super K, ? super @Nullable V, ? extends @Nullable V> remapping) {
        return write(key, false, remapping).after;
    }

    @Override
    public @Nullable V computeIfPresent(K key, BiFunction<? super K, ? super V, ? extends @Nullable V> remapping) {
        return entries.containsKey(key)
                ? write(key, false, (k, old) -> old == null ? null : remapping.apply(k, old)).after
                : null;
    }

    @Override
    public @Nullable V computeIfAbsent(K key, Function<? super K, ? extends @Nullable V> mapping) {
        V present = get(key);
        return present != null ? present : write(key, false, (k, old) -> old != null ? old : mapping.apply(k)).after;
    }

    @Override
    public @Nullable V putIfAbsent(K key, V value) {
        Objects.requireNonNull(value);
        V present = get(key);
        return present != null ? present : write(key, false, (k, old) -> old != null ? old : value).before;
    }

    @Override
    @SuppressWarnings("unchecked") // a key of another type is equal to none of ours
    public @Nullable V remove(Object key) {
        return entries.containsKey(key) ? write((K) key, false, (k, old) -> null).before : null;
    }

    @Override
    @SuppressWarnings("unchecked") // see above
    public boolean remove(Object key, @Nullable Object value) {
        boolean[] removed = new boolean[1];
        computeIfPresent((K) key, (k, old) -> {
            removed[0] = old.equals(value);
            return removed[0] ? null : old;
        });
        return removed[0];
    }

    @Override
    public boolean replace(K key, V oldValue, V newValue) {
        Objects.requireNonNull(newValue);
        boolean[] replaced = new boolean[1];
        computeIfPresent(key, (k, old) -> {
            replaced[0] = old.equals(oldValue);
            return replaced[0] ? newValue : old;
        });
        return replaced[0];
    }

    @Override
    public @Nullable V replace(K key, V value) {
        Objects.requireNonNull(value);
        return entries.containsKey(key) ? write(key, true, (k, old) -> old == null ? null : value).before : null;
    }

    @Override
    public void clear() {
        for (PolicyEntry entry : entries.values()) {
            if (entries.remove(keyOf(entry), entry)) {
                evictor.removed(entry);
            }
        }
    }

    /**
     * Lets the entry of {@code key} leave, as if the policy had chosen it.
     *
     * @param told hears of it in place of the evictor's own listener
     * @return whether there was one
     */
    public boolean evict(Object key, EvictionEvents<? super K, ? super V> told) {
        PolicyEntry entry = entries.get(key);
        return entry != null && evictor.evict(entry, told);
    }

    /** The evictor forgets this map's entries. They can still be read and iterated, but no longer count. */
    @Override
    public void close() {
        evictor.closed(this);
    }

    @Override
    public void forEach(BiConsumer<? super K, ? super V> action) {
        entries.forEach((key, entry) -> action.accept(key, valueOf(entry)));
    }

    @Override
    public Set<K> keySet() {
        return new SetView<>(Map.Entry::getKey);
    }

    @Override
    public Collection<V> values() {
        return new CollectionView<>(entry -> valueOf(entry.getValue()));
    }

    @Override
    public Set<Map.Entry<K, V>> entrySet() {
        return new SetView<>(entry -> Map.entry(entry.getKey(), valueOf(entry.getValue())));
    }

    // ---- for the evictor ----

    boolean belongsTo(Evictor<?, ?> other) {
        return evictor == other;
    }

    Evictor<K, V> evictor() {
        return evictor;
    }

    /** The evictor before the present one; null if there was none. */
    @Nullable
    Evictor<K, V> previous() {
        return previous;
    }

    void moveTo(Evictor<K, V> other) {
        previous = evictor;
        evictor = other;
    }

    boolean isClosed() {
        return closed;
    }

    void markClosed() {
        closed = true;
    }

    Collection<PolicyEntry> entriesNow() {
        return entries.values();
    }

    /** Lets {@code victim} leave, unless it has left already; returns whether it did. */
    boolean discard(PolicyEntry victim, EvictionEvents<? super K, ? super V> events) {
        Departure<K, V> departure = new Departure<>(victim, events);
        entries.computeIfPresent(keyOf(victim), departure);
        return departure.complete();
    }

    /** Puts a blank entry of the present policy with the same value in the place of {@code old}, if that is here. */
    @Nullable
    PolicyEntry exchange(PolicyEntry old) {
        PolicyEntry[] fresh = new PolicyEntry[1];
        entries.computeIfPresent(keyOf(old), (key, present) -> {
            if (present != old) {
                return present;
            }
            fresh[0] = evictor.newEntry(key, valueOf(old), this);
            return fresh[0];
        });
        return fresh[0];
    }

    @SuppressWarnings("unchecked") // an entry in a map has a key of the map's type
    static <K> K keyOf(PolicyEntry entry) {
        return (K) Objects.requireNonNull(entry.key);
    }

    @SuppressWarnings("unchecked") // an entry in a map has a value of the map's type
    static <V> V valueOf(PolicyEntry entry) {
        return (V) Objects.requireNonNull(entry.value);
    }

    @SuppressWarnings("unchecked") // entries stand only in maps of their evictor
    static <K, V> BoundedMap<K, V> homeOf(PolicyEntry entry) {
        return (BoundedMap<K, V>) Objects.requireNonNull(entry.home);
    }

    // ---- inside ----

    private Write write(
            K key, boolean always, BiFunction<? super K, ? super @Nullable V, ? extends @Nullable V> function) {
        Write write = new Write(always, function);
        entries.compute(key, write);
        write.report();
        return write;
    }

    /** One change of one key: made under the map's lock, then reported to the evictor without it. */
    private final class Write implements BiFunction<K, @Nullable PolicyEntry, @Nullable PolicyEntry> {

        private final boolean always;
        private final BiFunction<? super K, ? super @Nullable V, ? extends @Nullable V> function;
        private @Nullable V before;
        private @Nullable V after;
        private @Nullable PolicyEntry entry;

        Write(boolean always, BiFunction<? super K, ? super @Nullable V, ? extends @Nullable V> function) {
            this.always = always;
            this.function = function;
        }

        @Override
        public @Nullable PolicyEntry apply(K key, @Nullable PolicyEntry present) {
            before = present == null ? null : valueOf(present);
            V value = function.apply(key, before);
            if (value != null) {
                evictor.checkWeight(key, value);
            }
            after = value;
            entry = present;
            if (value == null) {
                return null;
            }
            if (present == null) {
                entry = evictor.newEntry(key, value, BoundedMap.this);
            } else {
                present.value = value;
            }
            return entry;
        }

        void report() {
            PolicyEntry changed = entry;
            if (changed == null) {
                return;
            }
            if (after == null) {
                evictor.removed(changed);
            } else if (before == null) {
                evictor.inserted(changed);
            } else if (always || before != after || evictor.weighs()) {
                evictor.updated(changed);
            }
        }
    }

    private <T> Iterator<T> iterate(Function<Map.Entry<K, PolicyEntry>, T> shown) {
        return new Walk<>(entries.entrySet().iterator(), shown);
    }

    private <T> Spliterator<T> split(Function<Map.Entry<K, PolicyEntry>, T> shown) {
        return new MappedSpliterator<>(entries.entrySet().spliterator(), shown);
    }

    /** Walks the map; removing goes the same way as any removal. */
    private final class Walk<T> implements Iterator<T> {

        private final Iterator<Map.Entry<K, PolicyEntry>> all;
        private final Function<Map.Entry<K, PolicyEntry>, T> shown;
        private Map.@Nullable Entry<K, PolicyEntry> last;

        Walk(Iterator<Map.Entry<K, PolicyEntry>> all, Function<Map.Entry<K, PolicyEntry>, T> shown) {
            this.all = all;
            this.shown = shown;
        }

        @Override
        public boolean hasNext() {
            return all.hasNext();
        }

        @Override
        public T next() {
            Map.Entry<K, PolicyEntry> next = all.next();
            last = next;
            return shown.apply(next);
        }

        @Override
        public void remove() {
            Map.Entry<K, PolicyEntry> leaving = last;
            if (leaving == null) {
                throw new IllegalStateException("next() comes before remove()");
            }
            last = null;
            if (entries.remove(leaving.getKey(), leaving.getValue())) {
                evictor.removed(leaving.getValue());
            }
        }
    }

    private final class SetView<T> extends AbstractSet<T> {

        private final Function<Map.Entry<K, PolicyEntry>, T> shown;

        SetView(Function<Map.Entry<K, PolicyEntry>, T> shown) {
            this.shown = shown;
        }

        @Override
        public Iterator<T> iterator() {
            return iterate(shown);
        }

        @Override
        public Spliterator<T> spliterator() {
            return split(shown);
        }

        @Override
        public int size() {
            return entries.size();
        }
    }

    private final class CollectionView<T> extends AbstractCollection<T> {

        private final Function<Map.Entry<K, PolicyEntry>, T> shown;

        CollectionView(Function<Map.Entry<K, PolicyEntry>, T> shown) {
            this.shown = shown;
        }

        @Override
        public Iterator<T> iterator() {
            return iterate(shown);
        }

        @Override
        public Spliterator<T> spliterator() {
            return split(shown);
        }

        @Override
        public int size() {
            return entries.size();
        }
    }
}
