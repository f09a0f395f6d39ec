package io.spandrel.grid.infinispan.calls;

import io.spandrel.grid.LatencyHistogram;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/** What a {@link LatencyRecorder} had counted by some moment, in 10 bytes for each range with calls. Immutable. */
final class LatencyCounts {

    static final LatencyCounts NONE = new LatencyCounts(new short[0], new long[0], 0);

    /* Rising; with each, at the same place, how many calls it has. */
    private final short[] ranges;
    private final long[] counts;
    private final long maxNanos;

    private LatencyCounts(short[] ranges, long[] counts, long maxNanos) {
        this.ranges = ranges;
        this.counts = counts;
        this.maxNanos = maxNanos;
    }

    /**
     * @param sums calls of each range
     * @param maxNanos how long the longest took, ns
     */
    static LatencyCounts of(long[] sums, long maxNanos) {
        int used = (int) LongStream.of(sums).filter(sum -> sum > 0).count();
        short[] ranges = new short[used];
        long[] counts = new long[used];
        int at = 0;
        for (int range = 0; range < sums.length; range++) {
            if (sums[range] > 0) {
                ranges[at] = (short) range;
                counts[at++] = sums[range];
            }
        }
        return new LatencyCounts(ranges, counts, maxNanos);
    }

    /** Calls in all. */
    long total() {
        return LongStream.of(counts).sum();
    }

    /**
     * The calls that were counted after {@code earlier}, which is of the same recorder. The longest of all since the start is among
     * them if it was not known then; if it was, the longest of them is told by the end of its range.
     */
    LatencyHistogram since(LatencyCounts earlier) {
        List<LatencyHistogram.Range> more = new ArrayList<>();
        int at = 0;
        for (int i = 0; i < ranges.length; i++) {
            boolean before = at < earlier.ranges.length && earlier.ranges[at] == ranges[i];
            long count = counts[i] - (before ? earlier.counts[at++] : 0);
            if (count > 0) {
                more.add(new LatencyHistogram.Range(LatencyRecorder.upTo(ranges[i]), count));
            }
        }
        return more.isEmpty() ? LatencyHistogram.EMPTY : new LatencyHistogram(more, longest(more, earlier));
    }

    private long longest(List<LatencyHistogram.Range> more, LatencyCounts earlier) {
        return maxNanos > earlier.maxNanos
                ? maxNanos
                : Math.min(maxNanos, more.get(more.size() - 1).upToNanos());
    }

    /** {@code earlier} if nothing was counted after it, so that what is kept for a while is kept once. */
    LatencyCounts orSame(LatencyCounts earlier) {
        return maxNanos == earlier.maxNanos && Arrays.equals(counts, earlier.counts) ? earlier : this;
    }
}
