package io.spandrel.configuration;

import java.time.Duration;

/** Builds {@code <grid:consistency>}. */
public final class ConsistencyConfigurationBuilder
        extends ElementBuilder<GridCacheConfigurationBuilder, ConsistencyConfigurationBuilder> {

    ConsistencyConfigurationBuilder(GridCacheConfigurationBuilder parent) {
        super(parent, parent.draft(), "consistency");
    }

    /** Owners that answer a read. */
    public ConsistencyConfigurationBuilder read(ConsistencyLevel read) {
        return word("read", read);
    }

    /** Owners that confirm a write. */
    public ConsistencyConfigurationBuilder write(ConsistencyLevel write) {
        return word("write", write);
    }

    /** Time for a round. Absent: the cache's remote-timeout. */
    public ConsistencyConfigurationBuilder timeout(Duration timeout) {
        return duration("timeout", timeout);
    }

    /** An owner slower than this is no longer waited for. */
    public ConsistencyConfigurationBuilder slowMemberThreshold(Duration slowMemberThreshold) {
        return duration("slow-member-threshold", slowMemberThreshold);
    }

    /** Whether other owners become primary while the primary does not answer. */
    public ConsistencyConfigurationBuilder primaryTakeover(boolean primaryTakeover) {
        return flag("primary-takeover", primaryTakeover);
    }

    /** When owners found behind are repaired. */
    public ConsistencyConfigurationBuilder readRepair(ReadRepair readRepair) {
        return word("read-repair", readRepair);
    }

    /** Remote versions further ahead are refused. */
    public ConsistencyConfigurationBuilder maxClockDrift(Duration maxClockDrift) {
        return duration("max-clock-drift", maxClockDrift);
    }

    /** Which of two values stays that both sides of a partition wrote: newest, largest, or the name or class of an own resolver. */
    public ConsistencyConfigurationBuilder conflictResolver(String conflictResolver) {
        return text("conflict-resolver", conflictResolver);
    }

    /** Conflicts remembered per member; 0: none. */
    public ConsistencyConfigurationBuilder conflictLog(int conflictLog) {
        return count("conflict-log", conflictLog);
    }
}
