package io.spandrel.grid.infinispan;

import io.spandrel.grid.negativelookup.CuckooFilter;
import io.spandrel.grid.negativelookup.FilterCopy;

/** A copy of another member's filter. */
record CuckooCopy(CuckooFilter filter) implements FilterCopy {

    @Override
    public boolean mayContain(long hash) {
        return filter.mayContain(hash);
    }

    @Override
    public void add(long hash) {
        filter.add(hash);
    }

    @Override
    public long bytes() {
        return filter.memoryBytes();
    }
}
