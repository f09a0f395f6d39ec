/**
 * The bound of a running cache, and eviction that all owners of an entry do together.
 *
 * <p>{@link io.spandrel.grid.infinispan.eviction.EvictionCapability} installs it. {@code CacheEviction} shows the bound;
 * {@code CacheCoordination} tells the backups what the primary has evicted.
 */
@NullMarked
package io.spandrel.grid.infinispan.eviction;

import org.jspecify.annotations.NullMarked;
