package io.spandrel.grid.infinispan.member;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/** The application's caches on this member, starting or running; Infinispan's own are not among them. Thread-safe. */
public final class CacheSides {

    private final Map<String, CacheSide> sides = new ConcurrentSkipListMap<>();

    void add(CacheSide side) {
        sides.put(side.cacheName(), side);
    }

    @Nullable
    CacheSide remove(String cache) {
        return sides.remove(cache);
    }

    public @Nullable CacheSide find(String cache) {
        return sides.get(cache);
    }

    /** What a capability has registered for the cache of that name, starting or running; null: there is none. */
    public <T> @Nullable T find(String cache, Class<T> type) {
        CacheSide side = sides.get(cache);
        return side == null ? null : side.find(type);
    }

    /** The running one of that name; null: there is none. */
    public @Nullable CacheSide findRunning(String cache) {
        CacheSide side = sides.get(cache);
        return side != null && side.running() ? side : null;
    }

    /** Whether one starts, or waits for its share. */
    public boolean joining() {
        return sides.values().stream().anyMatch(CacheSide::joining);
    }

    /** Those that run, by name. */
    public List<CacheSide> running() {
        return sides.values().stream().filter(CacheSide::running).toList();
    }
}
