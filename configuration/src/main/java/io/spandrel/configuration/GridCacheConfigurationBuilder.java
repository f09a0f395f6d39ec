package io.spandrel.configuration;

import io.spandrel.configuration.infinispan.NewestVersion;
import java.util.ArrayList;
import java.util.List;
import org.infinispan.commons.configuration.Combine;
import org.infinispan.configuration.cache.Configuration;
import org.infinispan.configuration.cache.ConfigurationBuilder;
import org.infinispan.configuration.cache.MemoryConfigurationBuilder;
import org.infinispan.eviction.EvictionStrategy;
import org.jspecify.annotations.Nullable;

/**
 * Builds the {@code grid:} elements of a cache. Several builders of the same cache continue each other's work.
 * Not thread-safe.
 */
public final class GridCacheConfigurationBuilder extends DraftBuilder<GridCacheConfiguration> {

    private final ConfigurationBuilder cache;
    private final Draft draft;

    /** Called by {@link ConfigurationBuilder#addModule}; prefer {@link Spandrel#cache}. */
    public GridCacheConfigurationBuilder(ConfigurationBuilder cache) {
        this.cache = cache;
        GridCacheConfigurationBuilder earlier = find(cache);
        this.draft = earlier == null ? new Draft(Language.CACHE) : earlier.draft;
    }

    /** The cache's first builder; null: none yet. */
    static @Nullable GridCacheConfigurationBuilder find(ConfigurationBuilder cache) {
        return cache.modules().stream()
                .filter(GridCacheConfigurationBuilder.class::isInstance)
                .map(GridCacheConfigurationBuilder.class::cast)
                .findFirst()
                .orElse(null);
    }

    /** Turns {@code <grid:eviction>} on, or continues it. */
    public EvictionConfigurationBuilder eviction() {
        return new EvictionConfigurationBuilder(this);
    }

    /** Turns {@code <grid:negative-lookup>} on, or continues it. */
    public NegativeLookupConfigurationBuilder negativeLookup() {
        return new NegativeLookupConfigurationBuilder(this);
    }

    /** Turns {@code <grid:consistency>} on, or continues it. */
    public ConsistencyConfigurationBuilder consistency() {
        return new ConsistencyConfigurationBuilder(this);
    }

    /** Turns {@code <grid:tombstones>} on, or continues it. */
    public TombstonesConfigurationBuilder tombstones() {
        return new TombstonesConfigurationBuilder(this);
    }

    /** Turns {@code <grid:hinted-handoff>} on, or continues it. */
    public HintedHandoffConfigurationBuilder hintedHandoff() {
        return new HintedHandoffConfigurationBuilder(this);
    }

    /** Turns {@code <grid:anti-entropy>} on, or continues it. */
    public AntiEntropyConfigurationBuilder antiEntropy() {
        return new AntiEntropyConfigurationBuilder(this);
    }

    /** Turns {@code <grid:near-cache>} on, or continues it. */
    public NearCacheConfigurationBuilder nearCache() {
        return new NearCacheConfigurationBuilder(this);
    }

    /** Turns {@code <grid:read-through>} on, or continues it. */
    public ReadThroughConfigurationBuilder readThrough() {
        return new ReadThroughConfigurationBuilder(this);
    }

    /** Turns {@code <grid:circuit-breaker>} on, or continues it. */
    public CircuitBreakerConfigurationBuilder circuitBreaker() {
        readThrough();
        return new CircuitBreakerConfigurationBuilder(this);
    }

    /** Turns {@code <grid:rate-limiter>} on, or continues it. */
    public RateLimiterConfigurationBuilder rateLimiter() {
        readThrough();
        return new RateLimiterConfigurationBuilder(this);
    }

    /** Turns {@code <grid:warm-up>} on, or continues it. */
    public WarmUpConfigurationBuilder warmUp() {
        return new WarmUpConfigurationBuilder(this);
    }

    /** Back to the cache's own settings. */
    public ConfigurationBuilder and() {
        return cache;
    }

    /**
     * Builds the whole cache configuration.
     *
     * @throws ConfigException with all problems of its {@code grid:} elements
     */
    public Configuration build() {
        return cache.build();
    }

    @Override
    Draft draft() {
        return draft;
    }

    @Override
    List<Problem> problems() {
        CacheFacts facts = CacheFacts.of(cache);
        Reading reading = draft.source().reading(new Written());
        List<Problem> problems = new ArrayList<>(reading.problems());
        Constraints.check(CacheElements.of(reading, facts), reading).stream()
                .filter(problem -> !facts.template() || problem.value() != null)
                .forEach(problems::add);
        return problems;
    }

    /**
     * {@inheritDoc}
     *
     * <p>A cache bounded by {@code <grid:eviction>} alone is told that its entries are evicted by hand: Infinispan
     * would warn (ISPN000419) at every {@code cache.evict(key)} otherwise. A replicated cache with
     * <code>&lt;grid:consistency read="QUORUM"/></code> or {@code "ALL"} is told not to wait for its first state transfer:
     * Infinispan would read past its interceptors otherwise. The grid waits in its stead. A cache with
     * {@code <grid:consistency>} gets the grid's merge policy.
     */
    @Override
    public void validate() {
        if (find(cache) != this) {
            return;
        }
        super.validate();
        Reading reading = draft.source().reading(new Written());
        ConsistencyConfiguration consistency =
                CacheElements.of(reading, CacheFacts.of(cache)).consistency();
        if (consistency != null) {
            cache.clustering().partitionHandling().mergePolicy(NewestVersion.POLICY);
        }
        if (consistency != null
                && consistency.read() != ConsistencyLevel.ONE
                && cache.clustering().cacheMode().isReplicated()) {
            cache.clustering().stateTransfer().awaitInitialTransfer(false);
        }
        MemoryConfigurationBuilder memory = cache.memory();
        boolean bounded = reading.elements().contains("eviction");
        if (bounded
                && memory.maxCount() < 0
                && memory.maxSize() == null
                && !memory.whenFull().isEnabled()) {
            memory.whenFull(EvictionStrategy.MANUAL);
        }
    }

    @Override
    public GridCacheConfiguration create() {
        return new GridCacheConfiguration(draft.source(), CacheFacts.of(cache));
    }

    @Override
    public GridCacheConfigurationBuilder read(GridCacheConfiguration template, Combine combine) {
        draft.read(template.source(), combine);
        return this;
    }

    @Override
    public String toString() {
        return "grid" + draft.written;
    }
}
