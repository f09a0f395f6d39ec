package io.spandrel.grid.coordination;

import java.util.Collection;

/**
 * A segment's keys in brief. Equal sets of keys have equal digests; different sets nearly never have.
 *
 * @param segment the segment
 * @param count how many keys
 * @param sum sum of their hashes
 */
public record SegmentDigest(int segment, int count, long sum) {

    static SegmentDigest of(int segment, Collection<Object> keys) {
        int count = 0;
        long sum = 0;
        for (Object key : keys) {
            count++;
            sum += spread(key.hashCode());
        }
        return new SegmentDigest(segment, count, sum);
    }

    /* The finaliser of SplitMix64: sums of plain hash codes would agree far too often. */
    private static long spread(int hash) {
        long z = hash * 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
