/**
 * Negative lookup: "there is no such key" without asking another member or a store.
 *
 * <p>{@link io.spandrel.grid.negativelookup.CuckooFilter} is the filter, {@link io.spandrel.grid.negativelookup.KeyHash}
 * what it knows keys by. See docs/capabilities/negative-lookup.md.
 */
@NullMarked
package io.spandrel.grid.negativelookup;

import org.jspecify.annotations.NullMarked;
