package io.spandrel.grid;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one member says of itself when another asks.
 *
 * @param member the member's name
 * @param answered whether it answered in time; the rest is empty if not
 * @param version Spandrel's version there
 * @param uptimeMillis since its JVM started, ms
 * @param heapUsed bytes of heap in use
 * @param heapMax most bytes of heap it may use
 * @param gcMillis time spent in garbage collection since its JVM started, ms
 * @param cpuLoad its process's share of the machine's processors, 0..1; negative where unknown
 * @param threads live threads
 * @param statistics its counters per cache
 * @param eviction its bounds per bounded cache
 * @param filter its negative lookup per cache that has one
 * @param consistency how writes and reads fare there, per cache that keeps versions
 * @param tombstones what it knows of deletes per cache that keeps versions
 * @param handoff what it owes others, per cache that has hinted handoff
 * @param antiEntropy how it compares owners, per cache that has anti-entropy
 * @param calls how long calls take there, per cache that has {@code grid:} elements and statistics
 * @param transfers segments on their way to it, per cache of which some are
 * @param standing where it stands, and how it sees the others
 */
public record MemberReport(
        String member,
        boolean answered,
        @Nullable String version,
        long uptimeMillis,
        long heapUsed,
        long heapMax,
        long gcMillis,
        double cpuLoad,
        int threads,
        Map<String, CacheStatistics> statistics,
        Map<String, EvictionReport> eviction,
        Map<String, FilterReport> filter,
        Map<String, ConsistencyReport> consistency,
        Map<String, TombstonesReport> tombstones,
        Map<String, HandoffReport> handoff,
        Map<String, AntiEntropyReport> antiEntropy,
        Map<String, CallsReport> calls,
        Map<String, TransferReport> transfers,
        MemberStanding standing) {

    public MemberReport {
        statistics = Map.copyOf(statistics);
        eviction = Map.copyOf(eviction);
        filter = Map.copyOf(filter);
        consistency = Map.copyOf(consistency);
        tombstones = Map.copyOf(tombstones);
        handoff = Map.copyOf(handoff);
        antiEntropy = Map.copyOf(antiEntropy);
        transfers = Map.copyOf(transfers);
        calls = Map.copyOf(calls);
    }

    public static MemberReport unanswered(String member) {
        return new MemberReport(
                member,
                false,
                null,
                0,
                0,
                0,
                0,
                -1,
                0,
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                MemberStanding.UNKNOWN);
    }
}
