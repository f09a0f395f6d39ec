/**
 * What becomes of values that both sides of a partition have written: {@link io.spandrel.grid.conflict.ConflictResolvers} finds
 * who decides, {@link io.spandrel.grid.conflict.GuardedResolver} stands between a decision and the cache, and
 * {@link io.spandrel.grid.conflict.ConflictLog} remembers the last ones.
 *
 * <p>Which writes were concurrent is told by {@link io.spandrel.grid.consistency.Contest}.
 */
@NullMarked
package io.spandrel.grid.conflict;

import org.jspecify.annotations.NullMarked;
