package io.spandrel.eviction.infinispan;

import java.util.function.IntFunction;

/** Hears of the keys that come to one segment's map and leave it, whatever the reason. Must not touch the map. */
public interface KeyListener {

    /**
     * The key comes: called under the map's lock for it, before anybody can read it.
     *
     * @return handed to {@link #visible} afterwards
     */
    long appeared(Object key);

    /** The key that came can be read now, or is gone again: called by the same thread, before the write returns. */
    void visible(Object key, long token);

    /** The key goes: called under the map's lock for it, while it can still be read. */
    void disappeared(Object key);

    /** The key, if it is there, is about to be evicted, and may be on its way to a store. Followed by {@link #moved}. */
    void moving(Object key);

    /** The eviction is over: what had to be stored is stored. Called by any thread. */
    void moved(Object key);

    /** All keys that were there are gone; each has been told of besides. */
    void cleared();

    /** The map is out of use: what still happens to it concerns nobody. */
    void closed();

    /** Makes the listener of each segment's map, when the map opens. */
    interface Factory extends IntFunction<KeyListener> {}
}
