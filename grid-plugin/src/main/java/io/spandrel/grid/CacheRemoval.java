package io.spandrel.grid;

import java.util.List;

/**
 * What would go with a cache.
 *
 * @param name the cache's name
 * @param permanent whether its configuration is kept on disk, from where it is removed too
 * @param stores stores of entries on the asked member, which are emptied
 * @param listeners listeners of the application on the asked member, which hear nothing any more
 * @param obstacles why it cannot be removed; empty if it can
 */
public record CacheRemoval(String name, boolean permanent, int stores, int listeners, List<String> obstacles) {

    public CacheRemoval {
        obstacles = List.copyOf(obstacles);
    }
}
