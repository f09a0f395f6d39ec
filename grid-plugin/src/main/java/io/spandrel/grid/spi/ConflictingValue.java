package io.spandrel.grid.spi;

import java.time.Instant;

/**
 * One of two values that were written while members were apart.
 *
 * @param value as the application has passed it to the cache
 * @param bytes its length as the cache stores it; as it is sent, if the cache keeps objects
 * @param version of the write: versions are totally ordered, and no two of a key are equal
 * @param written when it was, by the clock of the member that gave the version; clocks of two sides may differ
 */
public record ConflictingValue(Object value, long bytes, long version, Instant written) {}
