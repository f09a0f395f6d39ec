package io.spandrel.eviction;

import org.jspecify.annotations.Nullable;

/**
 * One cached entry, as its policy sees it: a key, a weight, and whatever fields the policy's own subclass adds
 * (links, a frequency, a mark). The cache stores these very objects, so a policy needs no map of its own.
 *
 * <p>A subclass is created by {@link EvictionPolicy#newEntry()} and belongs to one cache. Its fields may be read and
 * written freely inside the policy's events, which come from one thread at a time. Only {@link #touch()} is called
 * by reader threads, many at once.
 */
public abstract class PolicyEntry {

    /*
     * key and home are set once, before the entry is published through the map; weight and state are guarded by
     * the evictor's lock. value changes under the map's lock of this key. One object of 40 bytes with two links and
     * two bytes of a policy's own: the fields are ordered so that small ones of a subclass fill the gap.
     */
    static final byte CREATED = 0;
    static final byte ALIVE = 1;
    static final byte DEAD = 2;

    @Nullable
    Object key;

    @Nullable
    volatile Object value;

    @Nullable
    BoundedMap<?, ?> home;

    int weight;
    byte state;

    protected PolicyEntry() {}

    /** The key as the cache stores it; equal keys have equal {@code hashCode}. Null only outside a cache. */
    public final @Nullable Object key() {
        return key;
    }

    /** Hash of the key, for ghost lists and sketches; spread over all bits. */
    public final int keyHash() {
        int h = key == null ? 0 : key.hashCode();
        h = (h ^ (h >>> 16)) * 0x7feb352d;
        h = (h ^ (h >>> 15)) * 0x846ca68b;
        return h ^ (h >>> 16);
    }

    /** What the entry counts against the capacity: 1, or bytes. Changes only with {@link EvictionPolicy#onUpdate}. */
    public final int weight() {
        return weight;
    }

    /**
     * The entry was read. Called by reader threads, concurrently with everything else, so it may only set plain
     * fields whose loss does no harm (a bit, a saturating counter), and must be fast.
     *
     * @return whether this hit is also to be reported to {@link EvictionPolicy#onHit}; such reports are buffered,
     *     and dropped when readers are faster than the policy
     */
    protected boolean touch() {
        return true;
    }

    @Override
    public final String toString() {
        return getClass().getSimpleName() + "[" + (state == ALIVE ? "alive" : state == DEAD ? "dead" : "created")
                + ", weight " + weight + "]";
    }
}
