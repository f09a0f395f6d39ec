/** Asks what is known about the libraries that Spandrel brings along. {@code bin/audit} is the way in. */
@NullMarked
package io.spandrel.it.audit;

import org.jspecify.annotations.NullMarked;
