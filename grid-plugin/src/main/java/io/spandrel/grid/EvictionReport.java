package io.spandrel.grid;

import org.jspecify.annotations.Nullable;

/**
 * How a bounded cache stands on one member.
 *
 * @param policy the policy's name, as configured
 * @param unit what the bound counts
 * @param bound the bound now in force, in {@code unit}
 * @param size what is held now, in {@code unit}
 * @param entries entries held now
 * @param evictions entries evicted since the cache started here
 * @param prematureEvictions those of a key that a read asked for, in vain, before as many further entries were evicted as are held
 *     here: twice the bound would about have kept it; an estimate above 512 entries
 * @param policyFailures times a policy misbehaved and was replaced by LRU; 0 or 1
 * @param missRatios what the hit ratio would be with other bounds; null: no curve is kept
 * @param choice what the policy {@code auto} has chosen and why; null: it is not in force
 * @param coordination what coordinated eviction has done; null where each member evicts for itself
 */
public record EvictionReport(
        String policy,
        Unit unit,
        long bound,
        long size,
        long entries,
        long evictions,
        long prematureEvictions,
        long policyFailures,
        @Nullable MissRatios missRatios,
        @Nullable PolicyChoice choice,
        @Nullable CoordinationReport coordination) {

    /** Of a cache whose members evict each for itself. */
    public EvictionReport(
            String policy,
            Unit unit,
            long bound,
            long size,
            long entries,
            long evictions,
            long prematureEvictions,
            long policyFailures,
            @Nullable MissRatios missRatios,
            @Nullable PolicyChoice choice) {
        this(
                policy,
                unit,
                bound,
                size,
                entries,
                evictions,
                prematureEvictions,
                policyFailures,
                missRatios,
                choice,
                null);
    }

    /** What a bound counts. */
    public enum Unit {
        ENTRIES,
        BYTES
    }
}
