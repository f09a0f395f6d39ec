package io.spandrel.grid.consistency.simulation;

/** A rule left out, to see that the checks notice. */
enum Mutation {
    NONE(0),
    /** What arrives last stays, however late it is. */
    LAST_ARRIVAL_WINS(230),
    /** Whoever takes itself for the primary is obeyed. */
    NO_FENCE(37),
    /** Tombstones go when they are old, whoever has not confirmed them. */
    PURGED_BY_TIME(1083),
    /** A delete leaves nothing behind. */
    NO_TOMBSTONES(0),
    /** An owner that is owed the write counts as one that has it. */
    HINTS_COUNT_AS_COPIES(0),
    /** Deletes for which there is no room are not marked. */
    FORGETS_SILENTLY(30),
    /** Owners that missed writes are not told later. */
    NO_HINTS(6),
    /** New owners count before they were given what there is. */
    JOINS_EMPTY(3),
    /** A new primary's versions need not be newer than its predecessor's. */
    NO_FLOOR(174);

    /** The first seed to try: one that shows it. */
    final long seed;

    Mutation(long seed) {
        this.seed = seed;
    }
}
