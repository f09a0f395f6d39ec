package io.spandrel.it.consistency;

import io.spandrel.grid.ConsistencyReport;
import io.spandrel.grid.Grid;
import java.util.Objects;
import org.infinispan.Cache;

/** What a member reports of the writes and reads of a versioned cache. */
final class Rounds {

    private Rounds() {}

    static ConsistencyReport of(Cache<?, ?> cache) {
        return Objects.requireNonNull(
                Grid.of(cache.getCacheManager()).cache(cache.getName()).report().consistency(), cache.getName());
    }
}
