package io.spandrel.configuration;

/** How many owners take part in a read or a write before it returns. */
public enum ConsistencyLevel {
    /** One owner: the fastest, promises nothing about other owners. */
    ONE,
    /** A majority of the configured owners: two such rounds always meet in one owner. */
    QUORUM,
    /** Every configured owner: one missing owner fails the round. */
    ALL
}
