package io.spandrel.configuration;

import java.time.Duration;
import java.util.List;

/** Builds {@code <grid:warm-up>}. */
public final class WarmUpConfigurationBuilder
        extends ElementBuilder<GridCacheConfigurationBuilder, WarmUpConfigurationBuilder> {

    WarmUpConfigurationBuilder(GridCacheConfigurationBuilder parent) {
        super(parent, parent.draft(), "warm-up");
    }

    /** Hot keys remembered. */
    public WarmUpConfigurationBuilder maxHotKeys(int maxHotKeys) {
        return count("max-hot-keys", maxHotKeys);
    }

    /** Reads that make a key hot. */
    public WarmUpConfigurationBuilder minHits(int minHits) {
        return count("min-hits", minHits);
    }

    /** Fetches at the same time. */
    public WarmUpConfigurationBuilder concurrency(int concurrency) {
        return count("concurrency", concurrency);
    }

    /** Time for all fetches. */
    public WarmUpConfigurationBuilder timeout(Duration timeout) {
        return duration("timeout", timeout);
    }

    /** Fetches when a member joins. */
    public WarmUpConfigurationBuilder onJoin(boolean onJoin) {
        return flag("on-join", onJoin);
    }

    /** Fetches when a member leaves. */
    public WarmUpConfigurationBuilder onLeave(boolean onLeave) {
        return flag("on-leave", onLeave);
    }

    /** Keys, separated by commas, that are always fetched. Absent: none. */
    public WarmUpConfigurationBuilder keys(List<String> keys) {
        return words("keys", keys);
    }
}
