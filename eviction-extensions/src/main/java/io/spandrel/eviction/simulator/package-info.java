/**
 * Replays recorded accesses against caches of any policy and size, and counts the hits.
 *
 * <p>{@link Simulator} is the command behind {@code bin/simulate}. It reads a {@link TraceFile} in {@link Requests
 * chunks} and hands each to every {@link SimulatedCache}, which is a real bounded map with the very policy classes of
 * the cache. {@link Chart} draws the results.
 */
@NullMarked
package io.spandrel.eviction.simulator;

import org.jspecify.annotations.NullMarked;
