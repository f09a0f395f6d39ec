package io.spandrel.configuration;

import java.time.Duration;

/** Builds {@code <grid:tombstones>}. */
public final class TombstonesConfigurationBuilder
        extends ElementBuilder<GridCacheConfigurationBuilder, TombstonesConfigurationBuilder> {

    TombstonesConfigurationBuilder(GridCacheConfigurationBuilder parent) {
        super(parent, parent.draft(), "tombstones");
    }

    /** Least time a tombstone is kept. */
    public TombstonesConfigurationBuilder grace(Duration grace) {
        return duration("grace", grace);
    }

    /** Time between two purge cycles. */
    public TombstonesConfigurationBuilder sweepInterval(Duration sweepInterval) {
        return duration("sweep-interval", sweepInterval);
    }

    /** Bytes per member and cache; at the limit a segment needs a full comparison, nothing is purged silently. */
    public TombstonesConfigurationBuilder maxMemory(long maxMemory) {
        return size("max-memory", maxMemory);
    }
}
