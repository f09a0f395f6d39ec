/**
 * What clients do to the members: {@link io.spandrel.it.faults.workload.Clients} that each make one call after the other, on the
 * {@link io.spandrel.it.faults.workload.Keys} that are theirs, and record them.
 */
@NullMarked
package io.spandrel.it.faults.workload;

import org.jspecify.annotations.NullMarked;
