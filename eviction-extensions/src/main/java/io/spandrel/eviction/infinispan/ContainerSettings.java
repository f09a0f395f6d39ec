package io.spandrel.eviction.infinispan;

import java.time.Duration;
import java.util.List;

/**
 * What a bounded container is built from.
 *
 * @param policy name or class of the policy
 * @param candidates the policies that {@code auto} may choose from
 * @param bound entries or bytes, 1 or more
 * @param inBytes whether {@code bound} is bytes
 * @param evictionsMax evictions in one go, 1 or more
 * @param curve whether a miss-ratio curve is kept
 * @param interval between background cycles; zero evicts within each write
 */
record ContainerSettings(
        String policy,
        List<String> candidates,
        long bound,
        boolean inBytes,
        long evictionsMax,
        boolean curve,
        Duration interval) {}
