package io.spandrel.grid.antientropy;

import java.util.Collection;

/**
 * When this member's segments were last compared with all their other owners and found equal, in moments: the number of
 * comparisons that have begun here. Thread-safe.
 */
public final class ComparedSegments {

    /*
     * Who waits for a comparison asks for the moment, and later whether all segments were found equal in comparisons that began
     * after it. So whoever compares need not know who waits, and nobody has to know who was primary when.
     */
    private final long[] began;
    private final long[] agreed;
    private long moment;
    private boolean awaited;

    public ComparedSegments(int segments) {
        this.began = new long[segments];
        this.agreed = new long[segments];
    }

    /**
     * A comparison begins; nothing of these segments was looked at yet.
     *
     * @param marked whether its end is to be told whoever waits
     * @return its moment, 1 or more, for {@link #agreed}; 0: nobody waits for its end
     */
    public synchronized long begin(Collection<Integer> segments, boolean marked) {
        moment++;
        segments.forEach(segment -> began[segment] = moment);
        return marked || awaited ? moment : 0;
    }

    /**
     * The comparison that began at a moment has found all owners of a segment equal.
     *
     * @return whether it is the last one that began; an older one does not count
     */
    public synchronized boolean agreed(int segment, long at) {
        boolean last = began[segment] == at;
        agreed[segment] = last ? at : agreed[segment];
        return last;
    }

    /** The moment of the last comparison that began; somebody waits from now on. */
    public synchronized long await() {
        awaited = true;
        return moment;
    }

    /** Whether all of these segments were found equal in comparisons that began after a moment. */
    public synchronized boolean since(long at, int... segments) {
        for (int segment : segments) {
            if (agreed[segment] <= at) {
                return false;
            }
        }
        return true;
    }
}
