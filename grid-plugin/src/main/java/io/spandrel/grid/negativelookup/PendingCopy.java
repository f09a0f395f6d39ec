package io.spandrel.grid.negativelookup;

import java.util.Arrays;

/** A copy on its way, and the new keys that were told meanwhile. Guarded by {@link FilterCopies}. */
final class PendingCopy {

    private final int segment;
    private final long number;
    private long[] hashes = new long[8];
    private int size;

    PendingCopy(int segment, long number) {
        this.segment = segment;
        this.number = number;
    }

    int segment() {
        return segment;
    }

    long number() {
        return number;
    }

    void add(long hash) {
        if (size == hashes.length) {
            hashes = Arrays.copyOf(hashes, size * 2);
        }
        hashes[size++] = hash;
    }

    int size() {
        return size;
    }

    /** Puts what was told into the copy that has arrived. */
    void addTo(FilterCopy copy) {
        for (int i = 0; i < size; i++) {
            copy.add(hashes[i]);
        }
    }
}
