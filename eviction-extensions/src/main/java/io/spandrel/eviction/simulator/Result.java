package io.spandrel.eviction.simulator;

/**
 * A point of the chart.
 *
 * @param size in entries or bytes
 * @param hitRatio in percent
 */
record Result(String trace, String policy, long size, double hitRatio) {}
