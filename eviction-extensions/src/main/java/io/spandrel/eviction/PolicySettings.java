package io.spandrel.eviction;

import java.util.function.ToLongFunction;

/**
 * What a policy is told when it is created.
 *
 * @param capacity the sum of weights the cache may hold, 1 or more
 * @param seed for policies that use randomness; the same seed and events give the same victims
 * @param deadline when an entry expires, ms since the epoch; -1 if never
 */
public record PolicySettings(long capacity, long seed, ToLongFunction<PolicyEntry> deadline) {

    public PolicySettings {
        if (capacity < 1) {
            throw new IllegalArgumentException("capacity must be 1 or more, was " + capacity);
        }
    }

    /** Settings for entries that never expire. */
    public static PolicySettings of(long capacity) {
        return new PolicySettings(capacity, 1, entry -> -1);
    }
}
