/**
 * Eviction: which entry leaves when a cache is full.
 *
 * <p>An {@link EvictionPolicy} is a plain, single-threaded algorithm over {@link PolicyEntry} objects;
 * {@link EvictionPolicies} finds it by name. A {@link BoundedMap} stores those very objects, and an {@link Evictor}
 * brings threads, bounds and policy together for one or many maps. Nothing here knows Infinispan.
 *
 * <p>Guarantees: the bound holds whenever no write is under way; a policy that misbehaves is replaced by LRU and costs no
 * entry. Drops: hits, when readers are faster than a buffered policy. See docs/capabilities/eviction.md.
 */
@NullMarked
package io.spandrel.eviction;

import org.jspecify.annotations.NullMarked;
