package io.spandrel.it.faults.workload;

/**
 * How clients behave.
 *
 * @param intervalMillis between the begins of a client's calls, if they are answered so soon
 * @param deadlineMillis after which a client gives a call up
 */
public record Pace(long intervalMillis, long deadlineMillis) {

    /** 25 calls a second, and patience for more than Infinispan's remote timeout of 15 s. */
    public static final Pace PATIENT = new Pace(40, 20_000);

    /** A call at first, and no other. */
    public static final Pace IDLE = new Pace(3_600_000, 20_000);

    /** The same as patient with a deadline of a second. */
    public static final Pace HASTY = new Pace(40, 1_000);

    /** Each call as soon as the one before it has ended. */
    public static Pace closedLoop(long deadlineMillis) {
        return new Pace(0, deadlineMillis);
    }
}
