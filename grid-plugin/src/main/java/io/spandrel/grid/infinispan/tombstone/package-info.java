/**
 * How remembered deletes come to new owners and are forgotten when all owners have them.
 *
 * <p>{@link io.spandrel.grid.infinispan.tombstone.TombstonesCapability} installs it. {@code DeletesTransfer} brings them,
 * {@code DeletesSweep} asks the other owners and purges, {@code DeletesConfirmation} answers.
 */
@NullMarked
package io.spandrel.grid.infinispan.tombstone;

import org.jspecify.annotations.NullMarked;
