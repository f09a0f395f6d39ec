package io.spandrel.grid.infinispan.negativelookup;

import io.spandrel.eviction.infinispan.KeyListener;
import io.spandrel.grid.negativelookup.SegmentFilter;
import io.spandrel.grid.negativelookup.Upkeep;

/** Keeps the filter of one segment in step with the segment's map in memory. Thread-safe. */
final class FilterKeys implements KeyListener {

    private final NegativeLookup lookup;
    private final int segment;
    private final SegmentFilter filter;
    private final boolean exact;

    /**
     * The map of the segment opens, empty.
     *
     * @param alone whether there is no cluster, so that this member has all there is
     */
    FilterKeys(NegativeLookup lookup, int segment, boolean alone) {
        this.lookup = lookup;
        this.segment = segment;
        this.filter = lookup.filters().own(segment);
        this.exact = lookup.filters().upkeep() == Upkeep.EXACT;
        filter.authoritative(alone);
        lookup.fillingDue();
    }

    @Override
    public long appeared(Object key) {
        if (exact) {
            filter.arriving();
        }
        long fillings = filter.fillings();
        filter.appeared(lookup.hash(key));
        return fillings;
    }

    @Override
    public void visible(Object key, long token) {
        if (exact) {
            filter.arrived();
            renewIfDue();
        } else if (filter.fillings() != token) {
            filter.appeared(lookup.hash(key));
        }
    }

    /* With a store, the store's removal counts: what leaves memory may stay there. */
    @Override
    public void disappeared(Object key) {
        if (exact) {
            filter.disappeared(lookup.hash(key));
            renewIfDue();
        }
    }

    private void renewIfDue() {
        if (filter.renewalSeemsDue()) {
            lookup.fillingDue();
        }
    }

    @Override
    public void moving(Object key) {
        filter.moving(lookup.hash(key));
    }

    @Override
    public void moved(Object key) {
        filter.moved(lookup.hash(key));
    }

    @Override
    public void cleared() {
        filter.cleared();
        lookup.fillingDue();
    }

    @Override
    public void closed() {
        lookup.filters().lose(segment, filter);
    }
}
