package io.spandrel.configuration;

/** Builds {@code <grid:negative-lookup>}. */
public final class NegativeLookupConfigurationBuilder
        extends ElementBuilder<GridCacheConfigurationBuilder, NegativeLookupConfigurationBuilder> {

    NegativeLookupConfigurationBuilder(GridCacheConfigurationBuilder parent) {
        super(parent, parent.draft(), "negative-lookup");
    }

    /** Wanted share of absent keys that are looked up all the same, above 0 and below 1. */
    public NegativeLookupConfigurationBuilder falsePositiveRate(double falsePositiveRate) {
        return rate("false-positive-rate", falsePositiveRate);
    }

    /** Keys per segment to start with; it grows. */
    public NegativeLookupConfigurationBuilder initialCapacity(int initialCapacity) {
        return count("initial-capacity", initialCapacity);
    }

    /** Whether the filters of segments owned elsewhere are subscribed to. */
    public NegativeLookupConfigurationBuilder remote(RemoteFilters remote) {
        return word("remote", remote);
    }

    /** Bytes for copies of remote filters, per member and cache. */
    public NegativeLookupConfigurationBuilder maxMemory(long maxMemory) {
        return size("max-memory", maxMemory);
    }

    /** Share of absent answers checked with the owner, 0 to 1. */
    public NegativeLookupConfigurationBuilder auditRate(double auditRate) {
        return rate("audit-rate", auditRate);
    }
}
