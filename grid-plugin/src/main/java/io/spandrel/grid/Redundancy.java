package io.spandrel.grid;

/** How many copies of each entry a drain must leave on the other members. */
public enum Redundancy {

    /** As many as the cache's owners: what the others cannot hold is a reason to refuse. */
    KEEP,

    /** As many as the other members can hold, at least one: what remains if a grid is taken down one by one. */
    REDUCE
}
