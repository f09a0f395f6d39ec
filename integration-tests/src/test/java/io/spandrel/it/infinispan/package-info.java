/** Infinispan with Spandrel behaves as Infinispan without: its own published tests say so. */
@NullMarked
package io.spandrel.it.infinispan;

import org.jspecify.annotations.NullMarked;
