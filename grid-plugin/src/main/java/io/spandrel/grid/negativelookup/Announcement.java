package io.spandrel.grid.negativelookup;

/**
 * New keys an owner tells a subscriber of.
 *
 * @param session the subscriber's number for what it holds from this owner.
 * @param sequence counts the announcements of a session, from 1.
 * @param segments the segment of each hash.
 * @param hashes the new keys' hashes.
 * @param ended segments whose copies say nothing any more.
 */
public record Announcement(long session, long sequence, int[] segments, long[] hashes, int[] ended) {}
