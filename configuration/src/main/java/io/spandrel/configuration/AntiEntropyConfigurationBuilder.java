package io.spandrel.configuration;

import java.time.Duration;

/** Builds {@code <grid:anti-entropy>}. */
public final class AntiEntropyConfigurationBuilder
        extends ElementBuilder<GridCacheConfigurationBuilder, AntiEntropyConfigurationBuilder> {

    AntiEntropyConfigurationBuilder(GridCacheConfigurationBuilder parent) {
        super(parent, parent.draft(), "anti-entropy");
    }

    /** Time of a full cycle over the member's segments; 0: on demand, after a rejoin and a loss only. */
    public AntiEntropyConfigurationBuilder interval(Duration interval) {
        return duration("interval", interval);
    }

    /** Keys per Merkle leaf aimed at. */
    public AntiEntropyConfigurationBuilder bucketSize(int bucketSize) {
        return count("bucket-size", bucketSize);
    }

    /** Bytes per second sent while comparing and repairing. */
    public AntiEntropyConfigurationBuilder throttle(long throttle) {
        return size("throttle", throttle);
    }

    /** What is done about a difference. */
    public AntiEntropyConfigurationBuilder mode(AntiEntropyMode mode) {
        return word("mode", mode);
    }
}
