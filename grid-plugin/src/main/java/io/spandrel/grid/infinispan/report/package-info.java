/**
 * What a member tells of itself, its caches and its last minutes, as values that travel.
 *
 * <p>{@link io.spandrel.grid.infinispan.report.CacheReader} reads a cache, {@code MemberFigures} and {@code DetailFigures} the
 * member, {@code PastMoments} remembers.
 */
@NullMarked
package io.spandrel.grid.infinispan.report;

import org.jspecify.annotations.NullMarked;
