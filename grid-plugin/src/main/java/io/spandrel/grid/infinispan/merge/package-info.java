/**
 * What is done when a partition has healed.
 *
 * <p>{@link io.spandrel.grid.infinispan.merge.CacheMerge} gathers what both sides hold before anything is overwritten;
 * {@code CacheSeparations} knows who was apart, {@code ConflictSettling} which of two writes stays, {@code CacheConflicts} what
 * became of the other.
 */
@NullMarked
package io.spandrel.grid.infinispan.merge;

import org.jspecify.annotations.NullMarked;
