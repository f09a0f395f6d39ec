package io.spandrel.console.live;

import io.spandrel.grid.MemberReport;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The grid's counters at one moment. Counters only grow while the same members answer; who draws rates takes
 * differences.
 *
 * @param at when they were taken
 * @param members each member, silent ones included
 * @param caches counters per cache, summed over the members that answered
 */
public record Sample(Instant at, List<Load> members, Map<String, Counters> caches) {

    /**
     * How busy one member is.
     *
     * @param name the member
     * @param answered whether it answered in time; the rest is 0 if not, and {@code cpuLoad} negative
     * @param heapUsed bytes
     * @param heapMax bytes
     * @param cpuLoad its process's share of the processors, 0..1; negative where unknown
     */
    public record Load(String name, boolean answered, long heapUsed, long heapMax, double cpuLoad) {

        static Load silent(String name) {
            return new Load(name, false, 0, 0, -1);
        }
    }

    /** Counters of one cache; {@code entries} is the number now. */
    public record Counters(long hits, long misses, long stores, long removes, long evictions, long entries) {

        Counters plus(Counters other) {
            return new Counters(
                    hits + other.hits,
                    misses + other.misses,
                    stores + other.stores,
                    removes + other.removes,
                    evictions + other.evictions,
                    entries + other.entries);
        }
    }

    public Sample {
        members = List.copyOf(members);
        caches = Map.copyOf(caches);
    }

    static Sample of(Instant at, List<MemberReport> reports) {
        Map<String, Counters> caches = new TreeMap<>();
        for (MemberReport report : reports) {
            for (String cache : report.statistics().keySet()) {
                caches.computeIfAbsent(cache, name -> new Totals(reports, name).counters());
            }
        }
        return new Sample(at, reports.stream().map(Sample::load).toList(), caches);
    }

    private static Load load(MemberReport report) {
        return new Load(report.member(), report.answered(), report.heapUsed(), report.heapMax(), report.cpuLoad());
    }
}
