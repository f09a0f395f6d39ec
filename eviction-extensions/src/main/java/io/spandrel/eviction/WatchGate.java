package io.spandrel.eviction;

/**
 * What every reader of a watched cache looks at: which keys are watched, if any. It is seldom written, and shares its
 * cache lines with nothing that others write.
 */
@SuppressWarnings("unused") // padding
abstract class WatchGate extends CachePadding {

    /** Keys with bits below this, unsigned, are watched; 0: nothing is. */
    volatile long gate;

    private long q0, q1, q2, q3, q4, q5, q6, q7;
    private long q8, q9, q10, q11, q12, q13, q14, q15;
}
