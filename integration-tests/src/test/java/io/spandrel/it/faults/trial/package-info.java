/** Verdicts on runs made by hand, and their reports. */
@NullMarked
package io.spandrel.it.faults.trial;

import org.jspecify.annotations.NullMarked;
