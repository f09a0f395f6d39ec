package io.spandrel.eviction.infinispan;

import java.time.Duration;

/**
 * What a bounded container is built from.
 *
 * @param policy name or class of the policy
 * @param bound entries or bytes, 1 or more
 * @param inBytes whether {@code bound} is bytes
 * @param evictionsMax evictions in one go, 1 or more
 * @param interval between background cycles; zero evicts within each write
 */
record ContainerSettings(String policy, long bound, boolean inBytes, long evictionsMax, Duration interval) {}
