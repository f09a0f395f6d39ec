/**
 * Coordinated eviction: the primary of a segment chooses the victims, and the backups follow, so that all owners hold the
 * same keys.
 *
 * <p>{@link io.spandrel.grid.coordination.Coordination} is the only way in. It passes victims from primaries to backups and
 * reads from backups to primaries, both in batches, and divides the bound among what a member leads and what it follows
 * ({@link io.spandrel.grid.coordination.Shares}). {@link io.spandrel.grid.coordination.Comparison} finds what messages
 * alone left uneven.
 *
 * <p>Guarantees: whatever is lost, late or out of order, a copy leaves too early or too late, and nothing else; owners that
 * are left alone hold the same keys within a few rounds of comparison. Plain Java over three ports: the entries of this
 * member, who owns what, and messages. See docs/capabilities/eviction.md.
 */
@NullMarked
package io.spandrel.grid.coordination;

import org.jspecify.annotations.NullMarked;
