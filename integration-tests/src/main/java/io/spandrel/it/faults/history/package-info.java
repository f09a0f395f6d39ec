/**
 * What clients did: an {@link io.spandrel.it.faults.history.Operation} for each call, collected by a
 * {@link io.spandrel.it.faults.history.History}; a {@link io.spandrel.it.faults.history.KeyHistory} is what one writer's
 * calls allow others to see of its key.
 */
@NullMarked
package io.spandrel.it.faults.history;

import org.jspecify.annotations.NullMarked;
