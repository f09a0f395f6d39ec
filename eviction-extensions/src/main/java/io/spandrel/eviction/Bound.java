package io.spandrel.eviction;

import java.util.concurrent.Executor;
import java.util.function.ToIntBiFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * How much a set of maps may hold, and how it is kept there.
 *
 * @param policy chooses who leaves
 * @param capacity the bound, in entries or in what {@code weigher} returns; 1 or more
 * @param weigher weight of an entry, 0 or more; null counts entries. It may throw to refuse an entry: the write then
 *     fails and changes nothing
 * @param deadline when a value expires, ms since the epoch; -1 if never
 * @param evictionsMax evictions a single write or background cycle makes in one go; 1 or more
 * @param slack how far writes let the maps exceed the capacity until the next background cycle; 0 or more
 * @param executor runs {@link Evictor#evictNow()}
 * @param <K> key
 * @param <V> value
 */
public record Bound<K, V>(
        EvictionPolicyFactory policy,
        long capacity,
        @Nullable ToIntBiFunction<? super K, ? super V> weigher,
        ToLongFunction<? super V> deadline,
        long evictionsMax,
        long slack,
        Executor executor) {

    public Bound {
        if (capacity < 1) {
            throw new IllegalArgumentException("capacity must be 1 or more, was " + capacity);
        }
        if (evictionsMax < 1) {
            throw new IllegalArgumentException("evictionsMax must be 1 or more, was " + evictionsMax);
        }
        if (slack < 0) {
            throw new IllegalArgumentException("slack must be 0 or more, was " + slack);
        }
    }

    /** A bound on the number of entries, kept within every write. */
    public static <K, V> Bound<K, V> ofEntries(EvictionPolicyFactory policy, long capacity) {
        return new Bound<>(policy, capacity, null, value -> -1, Long.MAX_VALUE, 0, Runnable::run);
    }
}
