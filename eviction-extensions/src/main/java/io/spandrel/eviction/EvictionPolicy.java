package io.spandrel.eviction;

import org.jspecify.annotations.Nullable;

/**
 * Decides which entry leaves when a cache is full.
 *
 * <p>Events arrive one at a time, in an order that makes sense for each entry ({@code onInsert}, then any number of
 * {@code onHit} and {@code onUpdate}, then {@code onRemove} or {@code victim}); the cache takes care of threads. Only
 * {@link #newEntry()} and {@link PolicyEntry#touch()} are called by many threads. After {@code onInsert} the cache may
 * exceed its capacity; it then asks for victims until it does not.
 *
 * <p>A policy that throws, offers no victim although it holds entries, or offers one it does not hold, is
 * replaced by LRU for the rest of the cache's life.
 *
 * @param <E> the entry with this policy's own fields
 */
public interface EvictionPolicy<E extends PolicyEntry> {

    /** A new, blank entry, always of the same class. Called by any thread. */
    E newEntry();

    /** {@code entry} has come into the cache. */
    void onInsert(E entry);

    /** {@code entry} was read, and its {@link PolicyEntry#touch()} asked to be told. */
    default void onHit(E entry) {}

    /**
     * {@code entry} has a new value, and perhaps a new weight. Counts as a hit unless overridden.
     *
     * @param oldWeight the weight before; {@link PolicyEntry#weight()} is the new one
     */
    default void onUpdate(E entry, int oldWeight) {
        if (((PolicyEntry) entry).touch()) {
            onHit(entry);
        }
    }

    /**
     * What a new value of the same weight means to this policy, always the same answer. Where it is not an
     * {@link Overwrite#EVENT} such writes wait for nobody, in a cache that counts entries.
     */
    default Overwrite overwrite() {
        return Overwrite.EVENT;
    }

    /** {@code entry} has left the cache for another reason than eviction (removed, expired, moved to a new owner). */
    void onRemove(E entry);

    /**
     * Chooses the entry to evict and forgets it: the cache removes it without a further event.
     *
     * @return null only if this policy holds no entry, or {@linkplain #wantsMore wanted more} to leave; asked again then, it chooses one
     */
    @Nullable
    E victim();

    /** Whether another entry ought to leave although the bound holds. Asked after each victim; seldom true. */
    default boolean wantsMore() {
        return false;
    }

    /** The cache may now hold {@code capacity}. Victims are asked for afterwards, where needed. */
    default void onResize(long capacity) {}

    /** What a new value of the same weight is reported as. */
    enum Overwrite {
        /** {@link #onUpdate}, always. */
        EVENT,
        /** What a read is: {@link PolicyEntry#touch()}, and {@link #onHit} if that asks for it. */
        HIT,
        /** Nothing: not reported. */
        NOTHING
    }
}
