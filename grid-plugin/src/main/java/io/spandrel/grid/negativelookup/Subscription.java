package io.spandrel.grid.negativelookup;

/**
 * What a subscriber asks an owner for.
 *
 * @param session the subscriber's number for all it holds from this owner; a higher one means that nothing of a lower one
 *     is in use any more.
 * @param topologyId the topology in which the owner is the segment's primary.
 * @param segment whose filter.
 * @param number counts the subscriptions of a session; of two to one segment the higher one counts.
 */
public record Subscription(long session, int topologyId, int segment, long number) {}
