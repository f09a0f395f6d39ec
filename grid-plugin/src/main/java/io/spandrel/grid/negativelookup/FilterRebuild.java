package io.spandrel.grid.negativelookup;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * A {@link CuckooFilter} being made anew from the keys, while it is used and changed.
 *
 * <p>Every key that is there all the time from the start to {@link #finish} is to be added here exactly once, by one
 * thread, in as many steps as it likes; of a key that comes or goes meanwhile it does not matter. Eight bytes a key are
 * needed until it is finished.
 */
public final class FilterRebuild {

    /*
     * A key that comes or goes may have been met before, or not. So its hash's changes are counted exactly, beginning with
     * how many such keys the filter may hold when the first of them changes. That number is never too small: one that is
     * too large leaves a fingerprint that belongs to no key.
     *
     * All the work but the changes' is done outside the filter's lock.
     */
    private static final int CHANGED_MIN = 65_536;

    private final CuckooFilter filter;
    private final Map<Long, Integer> changed = new HashMap<>();
    private long[] hashes = new long[64];
    private int count;

    FilterRebuild(CuckooFilter filter) {
        this.filter = filter;
    }

    /** Takes note of a key that is there. */
    public void add(long hash) {
        if (count == hashes.length) {
            hashes = Arrays.copyOf(hashes, count + (count >> 1));
        }
        hashes[count++] = hash;
    }

    /**
     * Puts what was added, and what has changed since, in the place of the filter's content.
     *
     * @return false if the rebuild was given up: the filter stays as it was, and may be rebuilt again
     */
    public boolean finish() {
        Arrays.sort(hashes, 0, count);
        CuckooFilter rebuilt = filter.emptyFor(count + (count >> 4));
        for (int i = 0; i < count; i++) {
            rebuilt.add(hashes[i]);
        }
        return filter.exchange(this, rebuilt);
    }

    /** Gives up; the filter stays as it is. */
    public void abandon() {
        filter.giveUp(this);
    }

    /** A hash is about to be added or removed. Under the filter's lock. */
    void changing(long hash, int by) {
        changed.put(hash, Math.max(0, changed.computeIfAbsent(hash, filter::copies) + by));
        if (changed.size() > Math.max(CHANGED_MIN, filter.size())) {
            abandon();
        }
    }

    /** Gives the filter that was made as many of each changed hash as there are. Under the lock of the old one. */
    void applyChanges(CuckooFilter rebuilt) {
        changed.forEach((hash, wanted) -> {
            int added = added(hash);
            for (int i = added; i < wanted; i++) {
                rebuilt.add(hash);
            }
            for (int i = wanted; i < added; i++) {
                rebuilt.remove(hash);
            }
        });
    }

    private int added(long hash) {
        int at = Arrays.binarySearch(hashes, 0, count, hash);
        if (at < 0) {
            return 0;
        }
        int first = at;
        while (first > 0 && hashes[first - 1] == hash) {
            first--;
        }
        int end = at + 1;
        while (end < count && hashes[end] == hash) {
            end++;
        }
        return end - first;
    }
}
