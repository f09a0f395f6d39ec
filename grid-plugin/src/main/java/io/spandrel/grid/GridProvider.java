package io.spandrel.grid;

import org.infinispan.manager.EmbeddedCacheManager;
import org.jspecify.annotations.Nullable;

/** Finds the grid of a cache manager; what {@link Grid#of} asks. Found by {@link java.util.ServiceLoader}; ours is the only one. */
public interface GridProvider {

    /** The grid of a running cache manager; null if it has none. */
    @Nullable
    Grid find(EmbeddedCacheManager manager);
}
