/** Negative lookup, held against what the caches really have. */
@NullMarked
package io.spandrel.it.negativelookup;

import org.jspecify.annotations.NullMarked;
