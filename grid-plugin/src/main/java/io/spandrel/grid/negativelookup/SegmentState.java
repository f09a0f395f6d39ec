package io.spandrel.grid.negativelookup;

/** What a segment's filter on this member is good for. */
public enum SegmentState {
    /** This member does not hold the segment. */
    ABSENT,
    /** The filter does not know all keys yet, or this member may not have them all: every answer is "maybe". */
    FILLING,
    /** What the filter calls absent is absent. */
    COMPLETE
}
