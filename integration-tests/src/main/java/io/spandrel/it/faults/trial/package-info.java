/**
 * One run of a scenario: {@link io.spandrel.it.faults.trial.Trial} carries it out, {@link io.spandrel.it.faults.trial.Verdict} is what
 * the judges of {@code faults.check} found, and the rest shows it.
 */
@NullMarked
package io.spandrel.it.faults.trial;

import org.jspecify.annotations.NullMarked;
