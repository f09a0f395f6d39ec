/** Histories made by hand, some of which the judges must not let pass. */
@NullMarked
package io.spandrel.it.faults.check;

import org.jspecify.annotations.NullMarked;
