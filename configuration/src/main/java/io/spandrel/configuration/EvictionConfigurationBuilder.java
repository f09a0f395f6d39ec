package io.spandrel.configuration;

import java.time.Duration;
import java.util.List;

/** Builds {@code <grid:eviction>}. */
public final class EvictionConfigurationBuilder
        extends ElementBuilder<GridCacheConfigurationBuilder, EvictionConfigurationBuilder> {

    EvictionConfigurationBuilder(GridCacheConfigurationBuilder parent) {
        super(parent, parent.draft(), "eviction");
    }

    /** Name of the policy: lru, lfu, fifo, ttl, random, clock, cawolfu, arc, 2q, lirs, clock-pro, s3-fifo, sieve, w-tinylfu, gdsf, auto, or that of an own one. */
    public EvictionConfigurationBuilder policy(String policy) {
        return text("policy", policy);
    }

    /** Bound in entries. This or max-size is required. */
    public EvictionConfigurationBuilder maxCount(long maxCount) {
        return count("max-count", maxCount);
    }

    /** Bound in bytes as stored. This or max-count is required. */
    public EvictionConfigurationBuilder maxSize(long maxSize) {
        return size("max-size", maxSize);
    }

    /** Evictions in one go. Absent: unlimited. */
    public EvictionConfigurationBuilder maxEvictionsPerCycle(long maxEvictionsPerCycle) {
        return count("max-evictions-per-cycle", maxEvictionsPerCycle);
    }

    /** Time between two background cycles; 0 evicts within the write. */
    public EvictionConfigurationBuilder interval(Duration interval) {
        return duration("interval", interval);
    }

    /** The primary owner chooses the victim and the backups follow. */
    public EvictionConfigurationBuilder coordinated(boolean coordinated) {
        return flag("coordinated", coordinated);
    }

    /** Keeps a live miss-ratio curve. */
    public EvictionConfigurationBuilder missRatioCurve(boolean missRatioCurve) {
        return flag("miss-ratio-curve", missRatioCurve);
    }

    /** Policies, separated by commas, that auto may choose from. */
    public EvictionConfigurationBuilder candidates(List<String> candidates) {
        return words("candidates", candidates);
    }
}
