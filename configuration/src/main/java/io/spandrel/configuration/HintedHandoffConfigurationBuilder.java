package io.spandrel.configuration;

import java.time.Duration;

/** Builds {@code <grid:hinted-handoff>}. */
public final class HintedHandoffConfigurationBuilder
        extends ElementBuilder<GridCacheConfigurationBuilder, HintedHandoffConfigurationBuilder> {

    HintedHandoffConfigurationBuilder(GridCacheConfigurationBuilder parent) {
        super(parent, parent.draft(), "hinted-handoff");
    }

    /** How long after a member was last seen hints are made and kept. */
    public HintedHandoffConfigurationBuilder window(Duration window) {
        return duration("window", window);
    }

    /** Hints kept for one member. */
    public HintedHandoffConfigurationBuilder maxHintsPerMember(int maxHintsPerMember) {
        return count("max-hints-per-member", maxHintsPerMember);
    }

    /** Hints kept in all. */
    public HintedHandoffConfigurationBuilder maxHints(int maxHints) {
        return count("max-hints", maxHints);
    }

    /** Bytes of hints kept, per member and cache. */
    public HintedHandoffConfigurationBuilder maxMemory(long maxMemory) {
        return size("max-memory", maxMemory);
    }

    /** Time between two attempts to pay. */
    public HintedHandoffConfigurationBuilder replayInterval(Duration replayInterval) {
        return duration("replay-interval", replayInterval);
    }

    /** Bytes per second sent while paying. */
    public HintedHandoffConfigurationBuilder throttle(long throttle) {
        return size("throttle", throttle);
    }
}
