package io.spandrel.grid.infinispan.calls;

import io.spandrel.grid.Calls;
import io.spandrel.grid.LatencyHistogram;
import io.spandrel.grid.ReadPath;
import java.util.Map;
import java.util.TreeMap;

/** What {@link KeyCalls} had counted by some moment. */
record CallCounts(
        LatencyCounts ownHits,
        LatencyCounts othersHits,
        LatencyCounts misses,
        LatencyCounts writes,
        LatencyCounts removes,
        Map<ReadPath, Long> readPaths) {

    static final CallCounts NONE = new CallCounts(
            LatencyCounts.NONE,
            LatencyCounts.NONE,
            LatencyCounts.NONE,
            LatencyCounts.NONE,
            LatencyCounts.NONE,
            Map.of());

    /** The calls that were counted after {@code earlier}. */
    Calls since(CallCounts earlier) {
        LatencyHistogram reads = ownHits.since(earlier.ownHits)
                .plus(othersHits.since(earlier.othersHits))
                .plus(misses.since(earlier.misses));
        return new Calls(
                reads, writes.since(earlier.writes), removes.since(earlier.removes), pathsSince(earlier.readPaths));
    }

    /* A path that is counted a moment before its read takes that read from another path meanwhile. */
    private Map<ReadPath, Long> pathsSince(Map<ReadPath, Long> earlier) {
        Map<ReadPath, Long> more = new TreeMap<>(readPaths);
        more.replaceAll((path, count) -> Math.max(0, count - earlier.getOrDefault(path, 0L)));
        return more;
    }

    /** The same, sharing with {@code earlier} what did not change. */
    CallCounts sharing(CallCounts earlier) {
        return new CallCounts(
                ownHits.orSame(earlier.ownHits),
                othersHits.orSame(earlier.othersHits),
                misses.orSame(earlier.misses),
                writes.orSame(earlier.writes),
                removes.orSame(earlier.removes),
                readPaths);
    }
}
