package io.spandrel.grid.infinispan.member;

import io.spandrel.grid.TransferReport;
import java.util.function.LongSupplier;

/** How fast the segments of a cache arrive at this member, from one look to the next. Thread-safe. */
public final class TransferWatch {

    /*
     * Infinispan tells how many segments are on their way, and not how fast. What counts is what has arrived since the rebalance was
     * first looked at, so that a rebalance that waited before anybody looked is not told to be slow.
     */
    private static final double SECOND = 1e9;

    private final LongSupplier nanoTime;
    private int rebalance = -1;
    private long firstAt;
    private int firstLeft;

    TransferWatch(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /**
     * @param id of the rebalance
     * @param segments that it brings this member
     * @param left of these, those still on their way
     */
    public synchronized TransferReport look(int id, int segments, int left, long entries) {
        long now = nanoTime.getAsLong();
        if (id != rebalance || left > firstLeft) {
            rebalance = id;
            firstAt = now;
            firstLeft = left;
        }
        double rate = now == firstAt ? 0 : (firstLeft - left) / ((now - firstAt) / SECOND);
        return new TransferReport(segments, left, entries, rate, rate == 0 ? -1 : Math.round(left / rate * 1e3));
    }
}
