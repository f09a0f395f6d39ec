/**
 * Anti-entropy: finds the keys on which owners of a segment do not agree, by exchanging little where they do.
 *
 * <p>The {@link io.spandrel.grid.antientropy.KeyState}s of a segment make a {@link io.spandrel.grid.antientropy.SegmentTree}. A
 * {@link io.spandrel.grid.antientropy.SegmentComparison} goes down two such trees by a
 * {@link io.spandrel.grid.antientropy.TreeComparison}, and has the keys of what differs told as
 * {@link io.spandrel.grid.antientropy.Contents}. What differs alike when it is looked at again is a
 * {@link io.spandrel.grid.antientropy.Difference}. See docs/capabilities/anti-entropy.md.
 *
 * <p>Plain Java: no class here knows Infinispan, sends a message, starts a thread or reads a clock.
 */
@NullMarked
package io.spandrel.grid.antientropy;

import org.jspecify.annotations.NullMarked;
