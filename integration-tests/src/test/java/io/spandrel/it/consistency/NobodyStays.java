package io.spandrel.it.consistency;

import io.spandrel.grid.spi.ConflictResolver;
import io.spandrel.grid.spi.ConflictingValue;

/** Cannot decide. */
public final class NobodyStays implements ConflictResolver {

    @Override
    public ConflictingValue resolve(Object key, ConflictingValue newer, ConflictingValue older) {
        throw new IllegalStateException("cannot decide between " + newer + " and " + older);
    }
}
