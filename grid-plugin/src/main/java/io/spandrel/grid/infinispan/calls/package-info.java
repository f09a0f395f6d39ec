/**
 * How the reads and writes of a cache fare: how long they take, and who answers them.
 *
 * <p>{@code CallsInstallation} gives a cache its {@link io.spandrel.grid.infinispan.calls.KeyCalls}, to which Infinispan's
 * statistics tell each duration.
 */
@NullMarked
package io.spandrel.grid.infinispan.calls;

import org.jspecify.annotations.NullMarked;
