/**
 * Versioned writes and reads in a running cache: what {@code io.spandrel.grid.consistency} decides, carried out by Infinispan's
 * own commands.
 *
 * <p>A write gets its version in {@code VersionedCall}, reaches the owners by {@code VersionedDistribution} in a round of
 * {@code WriteRounds}, and is applied by {@code ApplyInterceptor} where it is newer, as {@code CacheVersions} says. A read above
 * {@code ONE} asks several owners in {@code OwnerReads}; {@code KeySettling} makes owners of a key agree, {@code Repairs} sends
 * what they lack. {@code ExpectedTopology} knows which owners count. What others do for this is asked of them by
 * {@code WriteDebts}, {@code Suspects} and {@code ConflictDecisions}. The capability that puts it together is one package up.
 */
@NullMarked
package io.spandrel.grid.infinispan.consistency;

import org.jspecify.annotations.NullMarked;
