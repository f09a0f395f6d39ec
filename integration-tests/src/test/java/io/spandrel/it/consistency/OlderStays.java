package io.spandrel.it.consistency;

import io.spandrel.grid.spi.ConflictResolver;
import io.spandrel.grid.spi.ConflictingValue;

/** The value that was written first stays. */
public final class OlderStays implements ConflictResolver {

    @Override
    public ConflictingValue resolve(Object key, ConflictingValue newer, ConflictingValue older) {
        return older;
    }
}
