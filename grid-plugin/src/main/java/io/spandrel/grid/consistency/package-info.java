/**
 * Consistency: versions that order the writes of a key, and the one rule by which an owner applies them.
 *
 * <p>In the order data meets them: a {@link io.spandrel.grid.consistency.HybridLogicalClock} gives the
 * {@link io.spandrel.grid.consistency.Version} of a write. A {@link io.spandrel.grid.consistency.WriteRound} takes it to the
 * {@link io.spandrel.grid.consistency.ExpectedOwners}, each of which applies it by the
 * {@link io.spandrel.grid.consistency.ApplyRule}; {@link io.spandrel.grid.consistency.Hints} remember who lacks it. A
 * {@link io.spandrel.grid.consistency.ReadRound} compares {@link io.spandrel.grid.consistency.Digest}s.
 * {@link io.spandrel.grid.consistency.Tombstones} remember deletes until a {@link io.spandrel.grid.consistency.Confirmation}
 * has heard all owners. {@link io.spandrel.grid.consistency.Admission} sees to it that a segment has one primary.
 *
 * <p>Plain Java: no class here knows Infinispan, sends a message, starts a thread or reads a clock.
 */
@NullMarked
package io.spandrel.grid.consistency;

import org.jspecify.annotations.NullMarked;
