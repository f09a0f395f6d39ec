/**
 * Members that do not answer: found by {@link io.spandrel.grid.infinispan.takeover.SilentMembers}, and replaced as primaries by
 * the coordinator's {@code Takeover}, or its {@code Deputy} if it is the silent one.
 */
@NullMarked
package io.spandrel.grid.infinispan.takeover;

import org.jspecify.annotations.NullMarked;
