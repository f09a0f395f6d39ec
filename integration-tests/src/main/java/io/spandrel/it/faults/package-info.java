/**
 * The fault laboratory: real members in processes of their own, clients that record what they do, faults, and judges. Started by
 * {@code bin/faults} through {@link io.spandrel.it.faults.Faults}.
 *
 * <p>A {@code scenario} says what goes wrong; a {@code trial} runs it on a {@code cluster} of {@code member} processes on a
 * {@code network}, under the {@code workload} of clients whose {@code history} the judges of {@code check} go through.
 */
@NullMarked
package io.spandrel.it.faults;

import org.jspecify.annotations.NullMarked;
