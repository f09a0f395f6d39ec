/**
 * Judges of a history, plain and without side effects: each takes what was recorded and names what must not be.
 *
 * <p>{@link io.spandrel.it.faults.check.Survival} finds acknowledged writes that are gone and deletes that were undone,
 * {@link io.spandrel.it.faults.check.StaleReads} and {@link io.spandrel.it.faults.check.MonotonicReads} wrong answers on the way,
 * {@link io.spandrel.it.faults.check.Convergence} owners that differ at the end,
 * {@link io.spandrel.it.faults.check.Linearizability} conditional writes that cannot both have succeeded,
 * {@link io.spandrel.it.faults.check.Counters} increments that were lost or done twice, and
 * {@link io.spandrel.it.faults.check.Stall} how long nothing was answered.
 */
@NullMarked
package io.spandrel.it.faults.check;

import org.jspecify.annotations.NullMarked;
