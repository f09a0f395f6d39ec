/**
 * The bounded data container inside Infinispan: the only package of this module that knows Infinispan's internal
 * classes.
 *
 * <p>{@link BoundedContainers} puts a container in place of Infinispan's own while a cache is starting, and returns an
 * {@link EvictionHandle} to watch and steer it. Works for local, replicated and distributed caches, with and without
 * stores and passivation; see docs/capabilities/eviction.md for what is refused.
 */
@NullMarked
package io.spandrel.eviction.infinispan;

import org.jspecify.annotations.NullMarked;
