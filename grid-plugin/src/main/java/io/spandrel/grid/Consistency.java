package io.spandrel.grid;

import io.spandrel.configuration.ConsistencyLevel;

/**
 * How many owners the reads and the writes of some calls wait for, in place of what the cache is configured with.
 *
 * @param read owners that answer a read
 * @param write owners that confirm a write
 * @see GridCache#with(Consistency)
 */
public record Consistency(ConsistencyLevel read, ConsistencyLevel write) {

    /** One owner: the fastest, promises nothing about others. */
    public static final Consistency ONE = new Consistency(ConsistencyLevel.ONE, ConsistencyLevel.ONE);

    /** A majority of the owners: what was written this way is read this way, whichever owners fail in between. */
    public static final Consistency QUORUM = new Consistency(ConsistencyLevel.QUORUM, ConsistencyLevel.QUORUM);

    /** All owners: one that cannot be reached fails the call. */
    public static final Consistency ALL = new Consistency(ConsistencyLevel.ALL, ConsistencyLevel.ALL);
}
