/**
 * Consistency: versions that order the writes of a key, and the one rule by which an owner applies them.
 *
 * <p>A {@link io.spandrel.grid.consistency.HybridLogicalClock} gives the {@link io.spandrel.grid.consistency.Version}s. Plain
 * Java: no class here knows Infinispan.
 */
@NullMarked
package io.spandrel.grid.consistency;

import org.jspecify.annotations.NullMarked;
