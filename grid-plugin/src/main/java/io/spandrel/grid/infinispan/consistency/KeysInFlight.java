package io.spandrel.grid.infinispan.consistency;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/** Keys about which something is under way: each once at a time, and so many at most. Thread-safe. */
final class KeysInFlight {

    /** What may become of a key. */
    enum Entry {
        BEGUN,
        /** It is under way already. */
        UNDER_WAY,
        /** Too many others are. */
        FULL
    }

    private final Set<Object> keys = ConcurrentHashMap.newKeySet();
    private final Semaphore room;

    KeysInFlight(int max) {
        this.room = new Semaphore(max);
    }

    Entry begin(Object key) {
        if (keys.contains(key)) {
            return Entry.UNDER_WAY;
        }
        if (!room.tryAcquire()) {
            return Entry.FULL;
        }
        if (keys.add(key)) {
            return Entry.BEGUN;
        }
        room.release();
        return Entry.UNDER_WAY;
    }

    /** It is over for a key that had begun. */
    void end(Object key) {
        if (keys.remove(key)) {
            room.release();
        }
    }
}
