/**
 * What a cache remembers of its deletes: {@link io.spandrel.grid.infinispan.deletes.Deletes} in memory,
 * {@link io.spandrel.grid.infinispan.deletes.DeletesJournal} on disk where the cache has a store.
 */
@NullMarked
package io.spandrel.grid.infinispan.deletes;

import org.jspecify.annotations.NullMarked;
