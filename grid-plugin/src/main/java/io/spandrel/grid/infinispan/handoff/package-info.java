/**
 * Writes owed to owners that did not answer.
 *
 * <p>{@link io.spandrel.grid.infinispan.handoff.HintedHandoffCapability} installs it. {@code CacheHints} keeps what is owed,
 * {@code HintPayments} pays it through the primary, where {@code Handoffs} takes it.
 */
@NullMarked
package io.spandrel.grid.infinispan.handoff;

import org.jspecify.annotations.NullMarked;
