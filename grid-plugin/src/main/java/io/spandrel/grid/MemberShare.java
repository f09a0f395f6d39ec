package io.spandrel.grid;

/**
 * How much of a cache one member holds.
 *
 * @param member the member's name
 * @param primarySegments segments it is primary of
 * @param ownedSegments segments it owns, as primary or backup
 * @param share owned segments over all owned segments, 0..1
 * @param capacityFactor its weight in the consistent hash; 1 is the default, 0 owns nothing
 */
public record MemberShare(String member, int primarySegments, int ownedSegments, double share, double capacityFactor) {}
