package io.spandrel.it.faults.trial;

/**
 * When what happened, in nanoseconds from the start of the run.
 *
 * @param begin of the fault
 * @param end of the fault
 * @param settled when the members had settled, or the wait for that was given up
 * @param bytes sent between members from the end of the fault until then; negative if not counted
 */
record Moments(long begin, long end, long settled, long bytes) {}
