package io.spandrel.configuration;

import java.time.Duration;

/** Builds {@code <grid:circuit-breaker>}. */
public final class CircuitBreakerConfigurationBuilder
        extends ElementBuilder<GridCacheConfigurationBuilder, CircuitBreakerConfigurationBuilder> {

    CircuitBreakerConfigurationBuilder(GridCacheConfigurationBuilder parent) {
        super(parent, parent.draft(), "circuit-breaker");
    }

    /** Failures in a row that open the circuit. */
    public CircuitBreakerConfigurationBuilder failureThreshold(int failureThreshold) {
        return count("failure-threshold", failureThreshold);
    }

    /** Time until loading is tried again. */
    public CircuitBreakerConfigurationBuilder resetTimeout(Duration resetTimeout) {
        return duration("reset-timeout", resetTimeout);
    }
}
