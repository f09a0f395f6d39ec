package io.spandrel.grid;

/**
 * Segments of a cache on their way to a member.
 *
 * @param segments how many the rebalance brings it
 * @param left of these, those that it has not received whole
 * @param entries that it holds in all of these now; those written meanwhile are among them
 * @param segmentsPerSecond how many arrived a second since this rebalance was first looked at; 0: not known yet
 * @param remainingMillis until none is left, at this rate, ms; negative: not known
 */
public record TransferReport(int segments, int left, long entries, double segmentsPerSecond, long remainingMillis) {}
