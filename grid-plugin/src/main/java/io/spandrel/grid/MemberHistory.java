package io.spandrel.grid;

import java.util.List;
import java.util.Map;

/**
 * What one member remembers of its own last minutes.
 *
 * @param member the member's name
 * @param answered whether it answered in time; if not, there is nothing else
 * @param moments oldest first
 */
public record MemberHistory(String member, boolean answered, List<Moment> moments) {

    public MemberHistory {
        moments = List.copyOf(moments);
    }

    /** Of a member that did not answer. */
    public static MemberHistory unanswered(String member) {
        return new MemberHistory(member, false, List.of());
    }

    /**
     * How a member was at one moment.
     *
     * @param ageMillis how long ago that was when the member answered, ms: an age, because members' clocks differ
     * @param heapUsed bytes of heap in use
     * @param heapMax most bytes of heap it may use
     * @param cpuLoad its process's share of the machine's processors, 0..1; negative where unknown
     * @param caches counters per cache
     */
    public record Moment(long ageMillis, long heapUsed, long heapMax, double cpuLoad, Map<String, Counters> caches) {

        public Moment {
            caches = Map.copyOf(caches);
        }
    }

    /** The counters of one cache on one member as in {@link CacheStatistics}; {@code entries} is the number then. */
    public record Counters(long hits, long misses, long stores, long removes, long evictions, long entries) {}
}
