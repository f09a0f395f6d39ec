/**
 * How a capability gets into a member: the extension points of the grid, the same for the capabilities that come with it
 * and for a user's own.
 *
 * <p>A capability is a class named in {@code META-INF/services} under {@link io.spandrel.grid.spi.CacheCapability} or
 * {@link io.spandrel.grid.spi.GridCapability}. The module asks each whether it is on, installs those that are, and
 * closes what they returned in the reverse order. See docs/extending.md.
 */
@NullMarked
package io.spandrel.grid.spi;

import org.jspecify.annotations.NullMarked;
