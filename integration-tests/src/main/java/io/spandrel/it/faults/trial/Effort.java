package io.spandrel.it.faults.trial;

/**
 * How thorough a run is.
 *
 * @param keys the share of the full number of keys, above 0 and up to 1
 * @param fault the share of the full length of the fault
 * @param beforeMillis how long clients work before it
 */
public record Effort(double keys, double fault, long beforeMillis) {

    public static final Effort FULL = new Effort(1, 1, 2_000);

    /** Long enough for a cut to be noticed. */
    public static final Effort QUICK = new Effort(0.2, 0.7, 500);
}
