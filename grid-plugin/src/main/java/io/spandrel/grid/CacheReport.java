package io.spandrel.grid;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One running cache, as the answering member knows it.
 *
 * @param name the cache's name
 * @param mode Infinispan's cache mode, such as {@code DIST_SYNC}
 * @param owners copies of each entry; the number of members for a replicated cache, 1 for a local one
 * @param availability {@code AVAILABLE} or {@code DEGRADED_MODE}
 * @param rebalancing Infinispan's status: {@code COMPLETE}, {@code IN_PROGRESS}, {@code PENDING}, {@code SUSPENDED}
 * @param rebalancingEnabled whether owners may be moved
 * @param ring owners of every segment
 * @param statistics this member's counters
 * @param eviction this member's bound, or null where the cache has no {@code grid:eviction}
 * @param filter this member's negative lookup, or null where the cache has no {@code grid:negative-lookup}
 * @param consistency how writes and reads fare on this member, or null where the cache has no {@code grid:consistency}
 * @param tombstones what this member knows of deletes, or null where the cache has no {@code grid:consistency}
 * @param handoff what this member owes others, or null where the cache has no {@code grid:hinted-handoff}
 * @param antiEntropy how this member compares owners, or null where the cache has no {@code grid:anti-entropy}
 * @param calls how long calls take on this member, or null where the cache has no {@code grid:} elements or no statistics
 * @param settings effective {@code grid:} settings with their origins; empty for a cache without {@code grid:} elements
 */
public record CacheReport(
        String name,
        String mode,
        int owners,
        String availability,
        String rebalancing,
        boolean rebalancingEnabled,
        Ring ring,
        CacheStatistics statistics,
        @Nullable EvictionReport eviction,
        @Nullable FilterReport filter,
        @Nullable ConsistencyReport consistency,
        @Nullable TombstonesReport tombstones,
        @Nullable HandoffReport handoff,
        @Nullable AntiEntropyReport antiEntropy,
        @Nullable CallsReport calls,
        List<Setting> settings) {

    public CacheReport {
        settings = List.copyOf(settings);
    }
}
