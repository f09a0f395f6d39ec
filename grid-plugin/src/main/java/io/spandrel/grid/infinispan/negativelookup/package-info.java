/**
 * Negative lookup in a running cache: filters over a store, and copies of filters that other members have.
 *
 * <p>{@link io.spandrel.grid.infinispan.negativelookup.NegativeLookupCapability} installs both. {@code NegativeLookup} keeps the
 * filters of own segments, filled by {@code FilterFilling}; {@code Subscriptions} keeps copies of those of other members, which a
 * {@code FilterCommand} brings and keeps fresh.
 */
@NullMarked
package io.spandrel.grid.infinispan.negativelookup;

import org.jspecify.annotations.NullMarked;
