package io.spandrel.eviction;

/** What a coordinated container tells. Must be quick. */
public interface CoordinationEvents {

    /** An entry of a led segment was chosen and has left. Called by the thread that made room, without a lock. */
    void evicted(Object key);

    /** An entry of a followed segment was read. Called under the eviction lock, so it must touch no cache. */
    void readAsBackup(Object key);
}
