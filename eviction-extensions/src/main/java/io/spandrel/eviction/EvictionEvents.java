package io.spandrel.eviction;

/**
 * What the owner of a bounded map wants to know.
 *
 * @param <K> key
 * @param <V> value
 */
public interface EvictionEvents<K, V> {

    /**
     * {@code value} is about to leave. Called under the map's lock of this key, so it must not touch the map.
     *
     * @return run once, after the entry has left and without any lock
     */
    Runnable evicting(K key, V value);

    /** The policy misbehaved and is replaced by LRU. Called at most once, under the eviction lock. */
    void policyFailed(String policy, Throwable cause);
}
