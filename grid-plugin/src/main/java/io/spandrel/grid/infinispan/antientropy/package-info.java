/**
 * Comparison of the owners of a segment by trees of digests, and repair of what differs.
 *
 * <p>{@link io.spandrel.grid.infinispan.antientropy.AntiEntropyCapability} installs it. {@code CacheAntiEntropy} decides when,
 * {@code OwnersRun} compares one member's segments with those of {@code OtherOwners}, and {@code KeyRepair} mends.
 */
@NullMarked
package io.spandrel.grid.infinispan.antientropy;

import org.jspecify.annotations.NullMarked;
