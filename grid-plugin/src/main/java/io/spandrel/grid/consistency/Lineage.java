package io.spandrel.grid.consistency;

import java.time.Duration;

/**
 * Since when the members that run a cache have done so without a break, and when their life before that ended. Tells for how long
 * they have gone on without a member that comes back. Immutable. Times are in milliseconds since 1970.
 *
 * @param since when the first of those members began
 * @param before when a member among them was last alive before it began; 0: that is not known, or there was no such life
 */
public record Lineage(long since, long before) {

    /*
     * What counts is not how long a member was away, but for how long others have lived without it: they alone forget deletes. If
     * all have been down, as for a move of the whole grid, nobody has. What they have lived without it before they were down
     * counts too; the time between two such lives is taken for lived, because nothing tells it apart.
     */

    /** What two members say who run the cache together. */
    public Lineage and(Lineage other) {
        return new Lineage(Math.min(since, other.since), Math.max(before, other.before));
    }

    /**
     * For how long the members have lived without one.
     *
     * @param alive when that one was last alive
     */
    public Duration without(long alive, long now) {
        long formerLife = Math.max(0, before - alive);
        return Duration.ofMillis(formerLife + Math.max(0, now - Math.max(since, alive)));
    }
}
