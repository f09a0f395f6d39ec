package io.spandrel.grid.negativelookup;

import java.time.Duration;

/**
 * When a member takes a copy of a filter, and when it gives it back.
 *
 * @param misses reads of a segment that found nothing elsewhere, within one or two reviews, after which a copy is asked
 *     for.
 * @param keep whether a copy stays that is not worth its while.
 * @param memoryMax bytes for all copies; above that the least useful ones go.
 * @param falsePositiveRate wanted share of absent keys that are asked for elsewhere all the same; a copy that has more
 *     than four times as many is asked for again.
 * @param review how often a copy has to prove its worth.
 */
public record CopyPolicy(int misses, boolean keep, long memoryMax, double falsePositiveRate, Duration review) {

    private static final int MISSES = 64;
    private static final Duration REVIEW = Duration.ofSeconds(10);

    /** Copies where reads often find nothing. */
    public static CopyPolicy auto(long memoryMax, double falsePositiveRate) {
        return new CopyPolicy(MISSES, false, memoryMax, falsePositiveRate, REVIEW);
    }

    /** Copies wherever a read has found nothing. */
    public static CopyPolicy always(long memoryMax, double falsePositiveRate) {
        return new CopyPolicy(1, true, memoryMax, falsePositiveRate, REVIEW);
    }
}
