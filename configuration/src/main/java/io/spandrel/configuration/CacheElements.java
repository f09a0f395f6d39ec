package io.spandrel.configuration;

import jakarta.validation.Valid;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The elements in force in a cache, and the cache they stand in: what the rules across attributes are judged on. */
@FitTogether
record CacheElements(
        CacheFacts cache,
        @Valid @Nullable EvictionConfiguration eviction,
        @Valid @Nullable NegativeLookupConfiguration negativeLookup,
        @Valid @Nullable ConsistencyConfiguration consistency,
        @Valid @Nullable TombstonesConfiguration tombstones,
        @Valid @Nullable HintedHandoffConfiguration hintedHandoff,
        @Valid @Nullable AntiEntropyConfiguration antiEntropy,
        @Valid @Nullable NearCacheConfiguration nearCache,
        @Valid @Nullable ReadThroughConfiguration readThrough,
        @Valid @Nullable CircuitBreakerConfiguration circuitBreaker,
        @Valid @Nullable RateLimiterConfiguration rateLimiter,
        @Valid @Nullable WarmUpConfiguration warmUp)
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
