package io.spandrel.grid.infinispan.calls;

import io.spandrel.grid.infinispan.report.PastMoments;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Iterator;

/**
 * What a cache's calls had come to at moments of the last minute, so that it can be told which of them are of that minute. Thread-safe.
 *
 * <p>The oldest moment makes room for the newest. A moment takes 10 bytes for each of the 464 ranges of durations that has calls, of
 * each of five kinds of calls that were made since the moment before: 13 moments some 300 KB at most, where calls of all kinds fall into
 * all ranges all the time.
 */
final class PastCalls {

    /** A minute of moments that are {@link PastMoments#INTERVAL} apart, both ends included. */
    static final int MOMENTS_MAX = 13;

    private static final long MINUTE_NANOS = Duration.ofMinutes(1).toNanos();

    /** When it was, ns of the member's own clock, and what there was. */
    record Moment(long nanos, CallCounts counts) {}

    private final ArrayDeque<Moment> moments = new ArrayDeque<>();

    /** @param startNanos when the cache started, which nothing came before */
    PastCalls(long startNanos) {
        moments.add(new Moment(startNanos, CallCounts.NONE));
    }

    /** Remembers how it is now. */
    synchronized void add(long nanos, CallCounts counts) {
        CallCounts last = moments.getLast().counts();
        if (moments.size() == MOMENTS_MAX) {
            moments.removeFirst();
        }
        moments.addLast(new Moment(nanos, counts.sharing(last)));
    }

    /** The youngest moment that is a minute old; if none is, the oldest. */
    synchronized Moment minuteBefore(long nanos) {
        Iterator<Moment> fromYoungest = moments.descendingIterator();
        while (fromYoungest.hasNext()) {
            Moment moment = fromYoungest.next();
            if (nanos - moment.nanos() >= MINUTE_NANOS) {
                return moment;
            }
        }
        return moments.getFirst();
    }

    /** Moments that are remembered. */
    synchronized int moments() {
        return moments.size();
    }
}
