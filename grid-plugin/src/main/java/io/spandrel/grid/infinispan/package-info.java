/**
 * The Infinispan module, and all of the plugin's use of Infinispan's internal classes.
 *
 * <p>{@link io.spandrel.grid.infinispan.SpandrelModule} is found by Infinispan and wires the rest. A
 * {@link io.spandrel.grid.infinispan.LocalMember} is one cache manager's side of the grid: what it knows of the others
 * ({@code Identities}, {@code EventHistory}), its caches ({@code CacheSide}), how it asks the others ({@code Peers} and
 * the {@code …Command}s) and the installed capabilities. {@code EmbeddedGrid} shows it to the application.
 *
 * <p>A cache without {@code grid:} elements keeps every component and interceptor that Infinispan gave it; it is only
 * listened to for changes of its topology.
 */
@NullMarked
package io.spandrel.grid.infinispan;

import org.jspecify.annotations.NullMarked;
