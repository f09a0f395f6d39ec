package io.spandrel.configuration;

import java.time.Duration;

/** Builds {@code <grid:rate-limiter>}. */
public final class RateLimiterConfigurationBuilder
        extends ElementBuilder<GridCacheConfigurationBuilder, RateLimiterConfigurationBuilder> {

    RateLimiterConfigurationBuilder(GridCacheConfigurationBuilder parent) {
        super(parent, parent.draft(), "rate-limiter");
    }

    /** Loads per second. Required. */
    public RateLimiterConfigurationBuilder requestsPerSecond(long requestsPerSecond) {
        return count("requests-per-second", requestsPerSecond);
    }

    /** Loads at once after a pause. Absent: requests-per-second. */
    public RateLimiterConfigurationBuilder burst(long burst) {
        return count("burst", burst);
    }

    /** How long a load waits for its turn; 0 refuses at once. */
    public RateLimiterConfigurationBuilder waitTimeout(Duration waitTimeout) {
        return duration("wait-timeout", waitTimeout);
    }

    /** Whether each member has the rate, or all together. */
    public RateLimiterConfigurationBuilder scope(LimiterScope scope) {
        return word("scope", scope);
    }
}
