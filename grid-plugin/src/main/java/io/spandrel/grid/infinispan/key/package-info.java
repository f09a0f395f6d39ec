/**
 * Keys as an operator looks at them: found by {@link io.spandrel.grid.infinispan.key.KeyBrowser} on all members, shown by
 * {@code CacheKeys}.
 */
@NullMarked
package io.spandrel.grid.infinispan.key;

import org.jspecify.annotations.NullMarked;
