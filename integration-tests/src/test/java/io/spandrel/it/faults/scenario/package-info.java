/** Whom faults hit. */
@NullMarked
package io.spandrel.it.faults.scenario;

import org.jspecify.annotations.NullMarked;
