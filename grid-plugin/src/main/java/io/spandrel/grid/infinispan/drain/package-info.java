/**
 * Leaving without losing copies: {@link io.spandrel.grid.infinispan.drain.MemberDrain} hands a member's segments over, by shares
 * that it agrees on with the coordinator.
 */
@NullMarked
package io.spandrel.grid.infinispan.drain;

import org.jspecify.annotations.NullMarked;
