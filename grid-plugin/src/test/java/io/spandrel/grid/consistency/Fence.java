package io.spandrel.grid.consistency;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Which primary an owner takes writes from, for each segment: the one with the highest ballot it has promised to. A primary
 * that was replaced without knowing it is refused, whoever it still reaches.
 *
 * <p>Thread-safe and lock-free. Promises outlive a restart where the segment's data does.
 *
 * @see Takeover
 */
public final class Fence {

    private final AtomicLongArray promised;

    public Fence(int segments) {
        this.promised = new AtomicLongArray(segments);
    }

    /**
     * Takes part in a primary's takeover, unless a newer one has the promise.
     *
     * @return whether writes with a lower ballot are refused from now on
     */
    public boolean promise(int segment, long ballot) {
        return promised.accumulateAndGet(segment, ballot, Math::max) == ballot;
    }

    /** Whether a write of the primary with this ballot may be applied: it is, and is to be called, a promise too. */
    public boolean admits(int segment, long ballot) {
        return promise(segment, ballot);
    }

    /** The highest ballot promised to, or 0. */
    public long promised(int segment) {
        return promised.get(segment);
    }
}
