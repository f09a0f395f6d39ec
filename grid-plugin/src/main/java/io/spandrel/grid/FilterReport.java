package io.spandrel.grid;

import org.jspecify.annotations.Nullable;

/**
 * How the negative lookup of a cache stands on one member: its filters of the segments held there, what they answered,
 * and the copies that members have of each other's.
 *
 * @param ready segments whose filter answers
 * @param rebuilding segments whose filter says "maybe" to everything: it is filled for the first time, or was found wrong,
 *     or this member may not have all there is
 * @param keys keys in the filters, those departed included
 * @param departed keys that have left and are still in the filters until these are rebuilt
 * @param slots fingerprints the filters have room for now
 * @param slotsUsed slots in use
 * @param memory bytes the filters take
 * @param wanted share of absent keys that may be called "maybe", as configured, above 0 and below 1
 * @param expected share of absent keys that the filters as they stand call "maybe", 0..1; departed keys not counted
 * @param absent answers "absent" since the cache started here
 * @param maybe answers "maybe" of a filter that answers
 * @param inVain answers "maybe" of a key that turned out to be absent
 * @param bypassed questions that no filter could answer, because none was ready
 * @param storeReadsSaved store reads that an answer "absent" made needless; fewer than those answers if some were checked
 * @param audits answers "absent" that were checked, those of copies of other members' filters included
 * @param auditFailures those of them that were found wrong; must be 0
 * @param rebuilds filters rebuilt
 * @param kicks fingerprints moved to make room for others
 * @param progress the rebuild now under way; null: there is none
 * @param copies copies of other members' filters here, and of this member's elsewhere; null: the cache has none
 */
public record FilterReport(
        int ready,
        int rebuilding,
        long keys,
        long departed,
        long slots,
        long slotsUsed,
        long memory,
        double wanted,
        double expected,
        long absent,
        long maybe,
        long inVain,
        long bypassed,
        long storeReadsSaved,
        long audits,
        long auditFailures,
        long rebuilds,
        long kicks,
        @Nullable Progress progress,
        @Nullable Copies copies) {

    /** The share of slots in use, 0..1. */
    public double load() {
        return slots == 0 ? 0 : (double) slotsUsed / slots;
    }

    /** Bits spent for each key; {@code NaN} while there is none. */
    public double bitsPerKey() {
        return keys == 0 ? Double.NaN : 8.0 * memory / keys;
    }

    /**
     * The share of the absent keys asked for that were called "maybe", 0..1; {@code NaN} while none was asked for. Higher
     * than {@link #expected} where departed keys are asked for.
     */
    public double measured() {
        long asked = absent + inVain;
        return asked == 0 ? Double.NaN : (double) inVain / asked;
    }

    /**
     * A run that rebuilds filters from the keys.
     *
     * @param segments segments whose filters it rebuilds
     * @param keysRead keys it has met so far
     * @param keysExpected about how many it will meet in all; negative: unknown
     */
    public record Progress(int segments, long keysRead, long keysExpected) {}

    /**
     * Copies of filters among members. Counts are since the cache started on this member.
     *
     * @param held copies that this member has of others' filters
     * @param memory bytes these take
     * @param received copies got
     * @param dropped copies given up, for whatever reason
     * @param uneconomic those of them that spared less than asking them cost
     * @param readsSaved reads answered from a copy without asking another member
     * @param granted copies that other members have of this member's filters
     * @param announced new keys told to others, each counted once for each of them
     * @param waits writes whose acknowledgement waited for another member to know of it
     * @param audits answers from copies that were checked with the owner
     * @param auditFailures those of them that were found wrong; must be 0
     * @param missNanos what asking an owner for an absent key takes, in nanoseconds, a moving mean; 0: not known yet
     * @param probeNanos what asking a copy takes, likewise
     */
    public record Copies(
            int held,
            long memory,
            long received,
            long dropped,
            long uneconomic,
            long readsSaved,
            int granted,
            long announced,
            long waits,
            long audits,
            long auditFailures,
            long missNanos,
            long probeNanos) {}
}
