package io.spandrel.grid.consistency.simulation;

/** A rule left out, to see that the checks notice. */
enum Mutation {
    NONE(0),
    /** What arrives last stays, however late it is. */
    LAST_ARRIVAL_WINS(452),
    /** Whoever takes itself for the primary is obeyed. */
    NO_FENCE(37),
    /** Tombstones go when they are old, whoever has not confirmed them. */
    PURGED_BY_TIME(79),
    /** A delete leaves nothing behind. */
    NO_TOMBSTONES(0),
    /** An owner that is owed the write counts as one that has it. */
    HINTS_COUNT_AS_COPIES(1),
    /** Deletes for which there is no room are not marked. */
    FORGETS_SILENTLY(30),
    /** Owners that missed writes are not told later. */
    NO_HINTS(184),
    /** New owners count before they were given what there is. */
    JOINS_EMPTY(7),
    /** A new primary's versions need not be newer than its predecessor's. */
    NO_FLOOR(230);

    /** The first seed to try: one that shows it. */
    final long seed;

    Mutation(long seed) {
        this.seed = seed;
    }
}
