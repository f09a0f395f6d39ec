package io.spandrel.grid;

import java.time.Instant;

/**
 * Something that happened to the grid, as this member saw it.
 *
 * @param sequence grows by one per event on this member
 * @param at when this member saw it
 * @param kind what happened
 * @param subject the cache it happened to; empty for the whole grid
 * @param text one line for an operator; no keys, no values
 */
public record GridEvent(long sequence, Instant at, Kind kind, String subject, String text) {

    /** The kinds of event. */
    public enum Kind {
        VIEW,
        MERGE,
        TOPOLOGY,
        REBALANCE,
        AVAILABILITY,
        CACHE_STARTED,
        CACHE_STOPPED,
        CONFIGURATION,
        POLICY,
        HANDOFF,
        DRAIN,
        OPERATION
    }
}
