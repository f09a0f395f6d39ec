package io.spandrel.configuration;

import java.time.Duration;

/** Builds {@code <grid:near-cache>}. */
public final class NearCacheConfigurationBuilder
        extends ElementBuilder<GridCacheConfigurationBuilder, NearCacheConfigurationBuilder> {

    NearCacheConfigurationBuilder(GridCacheConfigurationBuilder parent) {
        super(parent, parent.draft(), "near-cache");
    }

    /** Bound of the local copies in entries. */
    public NearCacheConfigurationBuilder maxCount(long maxCount) {
        return count("max-count", maxCount);
    }

    /** Bound of the local copies in bytes. Absent: max-count bounds them. */
    public NearCacheConfigurationBuilder maxSize(long maxSize) {
        return size("max-size", maxSize);
    }

    /** Name of the eviction policy of the local copies. */
    public NearCacheConfigurationBuilder policy(String policy) {
        return text("policy", policy);
    }

    /** What the owners send when a value changes. */
    public NearCacheConfigurationBuilder propagation(Propagation propagation) {
        return word("propagation", propagation);
    }

    /** A copy not read for so long is dropped. Absent: never. */
    public NearCacheConfigurationBuilder maxIdle(Duration maxIdle) {
        return duration("max-idle", maxIdle);
    }

    /** A copy so old is dropped. Absent: never. */
    public NearCacheConfigurationBuilder lifespan(Duration lifespan) {
        return duration("lifespan", lifespan);
    }
}
