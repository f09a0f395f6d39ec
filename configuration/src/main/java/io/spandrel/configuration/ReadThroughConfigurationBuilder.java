package io.spandrel.configuration;

import java.time.Duration;

/** Builds {@code <grid:read-through>}. */
public final class ReadThroughConfigurationBuilder
        extends ElementBuilder<GridCacheConfigurationBuilder, ReadThroughConfigurationBuilder> {

    ReadThroughConfigurationBuilder(GridCacheConfigurationBuilder parent) {
        super(parent, parent.draft(), "read-through");
    }

    /** Class name of the CacheLoader. Required. */
    public ReadThroughConfigurationBuilder loader(String loader) {
        return text("loader", loader);
    }

    /** Time for one load. */
    public ReadThroughConfigurationBuilder timeout(Duration timeout) {
        return duration("timeout", timeout);
    }

    /** Loads at the same time on one member. */
    public ReadThroughConfigurationBuilder maxConcurrent(int maxConcurrent) {
        return count("max-concurrent", maxConcurrent);
    }

    /** How long a not-found result is remembered; 0: not at all. */
    public ReadThroughConfigurationBuilder negativeTtl(Duration negativeTtl) {
        return duration("negative-ttl", negativeTtl);
    }

    /** Not-found results remembered. */
    public ReadThroughConfigurationBuilder negativeMaxCount(int negativeMaxCount) {
        return count("negative-max-count", negativeMaxCount);
    }

    /** How long an expired value is served while loading fails; 0: not at all. */
    public ReadThroughConfigurationBuilder staleWhileError(Duration staleWhileError) {
        return duration("stale-while-error", staleWhileError);
    }

    /** Share of the lifespan after which a hot key is refreshed, 0 to 1; 0: not at all. */
    public ReadThroughConfigurationBuilder refreshAhead(double refreshAhead) {
        return rate("refresh-ahead", refreshAhead);
    }
}
