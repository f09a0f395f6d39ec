package io.spandrel.grid.infinispan.negativelookup;

import io.spandrel.grid.negativelookup.CuckooFilter;
import io.spandrel.grid.negativelookup.FilterCopy;

/** A copy of another member's filter. */
record CuckooCopy(CuckooFilter filter) implements FilterCopy {

    /** What a copy takes besides its filter's tables, about, in bytes. */
    private static final int FIXED_BYTES = 384;

    @Override
    public boolean mayContain(long hash) {
        return filter.mayContain(hash);
    }

    /* What it cannot tell from another key it has already is not added: nothing is ever taken out. */
    @Override
    public void add(long hash) {
        if (!filter.mayContain(hash)) {
            filter.add(hash);
        }
    }

    @Override
    public long bytes() {
        return FIXED_BYTES + filter.memoryBytes();
    }
}
