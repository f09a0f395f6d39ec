package io.spandrel.configuration;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The elements in force in a cache, and the cache they stand in: what the rules across attributes are judged on. */
@FitTogether
record CacheElements(
        CacheFacts cache,
        @Nullable EvictionConfiguration eviction,
        @Nullable NegativeLookupConfiguration negativeLookup,
        @Nullable ConsistencyConfiguration consistency,
        @Nullable TombstonesConfiguration tombstones,
        @Nullable HintedHandoffConfiguration hintedHandoff,
        @Nullable AntiEntropyConfiguration antiEntropy,
        @Nullable NearCacheConfiguration nearCache,
        @Nullable ReadThroughConfiguration readThrough,
        @Nullable CircuitBreakerConfiguration circuitBreaker,
        @Nullable RateLimiterConfiguration rateLimiter,
        @Nullable WarmUpConfiguration warmUp)
        implements FitTogether.Level {

    static CacheElements of(Reading reading, CacheFacts cache) {
        return new CacheElements(
                cache,
                reading.record(EvictionConfiguration.class),
                reading.record(NegativeLookupConfiguration.class),
                reading.record(ConsistencyConfiguration.class),
                reading.record(TombstonesConfiguration.class),
                reading.record(HintedHandoffConfiguration.class),
                reading.record(AntiEntropyConfiguration.class),
                reading.record(NearCacheConfiguration.class),
                reading.record(ReadThroughConfiguration.class),
                reading.record(CircuitBreakerConfiguration.class),
                reading.record(RateLimiterConfiguration.class),
                reading.record(WarmUpConfiguration.class));
    }

    @Override
    public List<Finding> findings() {
        return cache.template() ? List.of() : new CacheRules(this).findings();
    }
}
